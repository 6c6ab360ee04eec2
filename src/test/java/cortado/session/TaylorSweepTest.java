package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.prune.PruningMethod;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.tensor.Tensor;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pruning by the gradients of a loss in a session. */
class TaylorSweepTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  private Session open(String name) {
    Session session = Session.open(dir.resolve(name), Clock.systemUTC());
    session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
    return session;
  }

  private static PruneRequest taylor(double sparsity) {
    return PruneRequest.of(sparsity).from("unet").method(m -> m.withCriterion("taylor"));
  }

  @Test
  void zerosAreExactAfterFineTuningAndASeedMakesTheSameAgain() {
    try (Session session = open("a");
        Session other = open("b")) {
      session.data(TinyData.of(16));
      other.data(TinyData.of(16));
      Variant made = session.prune(taylor(0.8).withEpochs(2), SILENT).get(0);
      assertThat(made.recipe().text()).isEqualTo("prune 0.8 by taylor, 2 epochs");
      for (WeightId id : made.model().weights().ids()) {
        Tensor t = made.model().weights().get(id);
        if (id.name().equals("kernel")) {
          assertThat(t.elements() - t.nonzero())
              .as("%s", id)
              .isEqualTo(new Sparsity(0.8).zeros(t.elements()));
        }
      }
      Variant again = other.prune(taylor(0.8).withEpochs(2), SILENT).get(0);
      assertThat(again.model().weights()).isEqualTo(made.model().weights());
    }
  }

  @Test
  void whatWasNotTrainedDependsOnTheDataAllTheSame() {
    try (Session session = open("a")) {
      PruneRequest request = taylor(0.5).withEpochs(0);
      session.data(TinyData.of(16));
      Variant made = session.prune(request, SILENT).get(0);
      assertThat(((Recipe.Pruned) made.recipe()).training().data())
          .isEqualTo(session.dataset().orElseThrow().sha256());
      assertThat(session.prune(request, SILENT)).as("the same line again").containsExactly(made);
      Variant plain = session.prune(PruneRequest.of(0.5).from("unet").withEpochs(0), SILENT).get(0);
      assertThat(plain.model().weights()).isNotEqualTo(made.model().weights());
      session.data(TinyData.validated(16));
      assertThat(session.prune(request, SILENT).get(0).name()).isNotEqualTo(made.name());
    }
  }

  @Test
  void aChainOfChannelsMeasuresEachOfItsModels() {
    PruneRequest chain =
        PruneRequest.of(Sparsity.parseSweep("0.25,0.5"))
            .method(m -> PruningMethod.CHANNELS.withCriterion("taylor").withScope(Scope.GLOBAL))
            .withEpochs(0)
            .chained();
    try (Session session = open("a")) {
      session.data(TinyData.of(16));
      List<Variant> made = session.prune(chain, SILENT);
      assertThat(made).extracting(Variant::name).containsExactly("slim25", "slim50");
      assertThat(made.get(1).parameters()).isLessThan(made.get(0).parameters());
      assertThat(made.get(1).recipe().text())
          .isEqualTo("prune 0.5 of channels by taylor --scope global, no fine-tuning");
    }
  }

  @Test
  void withoutDataItIsSaidWhatIsMissing() {
    try (Session session = open("a")) {
      assertThatThrownBy(() -> session.prune(taylor(0.5), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("needs data", "--criterion taylor", "%data");
      assertThat(session.variants()).hasSize(1);
    }
  }
}
