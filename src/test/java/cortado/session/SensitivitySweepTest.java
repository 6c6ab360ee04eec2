package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.prune.Granularity;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that lose as much as a scan says that they bear. */
class SensitivitySweepTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  private Session open() {
    Session session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
    return session;
  }

  private static PruneRequest request(double sparsity, UnaryOperator<PruningMethod> change) {
    return PruneRequest.of(sparsity)
        .from("unet")
        .method(m -> change.apply(m.withScope(Scope.SENSITIVITY)));
  }

  @Test
  void theNetworkReachesTheSparsityToTheWeightAfterFineTuning() {
    try (Session session = open()) {
      session.data(TinyData.of(16));
      PruneRequest request = request(0.8, m -> m).withEpochs(2);
      Variant made = session.prune(request, SILENT).get(0);
      assertThat(made.recipe().text()).isEqualTo("prune 0.8 --scope sensitivity, 2 epochs");
      long units = 0;
      long zeros = 0;
      Set<Long> percents = new TreeSet<>();
      for (var id : made.model().weights().ids()) {
        if (id.name().equals("kernel")) {
          Tensor t = made.model().weights().get(id);
          units += t.elements();
          zeros += t.elements() - t.nonzero();
          percents.add(Math.round(100.0 * (t.elements() - t.nonzero()) / t.elements()));
        }
      }
      assertThat(zeros).isEqualTo(new Sparsity(0.8).zeros(units));
      assertThat(percents).as("layers differ").hasSizeGreaterThan(2);
      assertThat(session.prune(request, SILENT)).as("the same line again").containsExactly(made);
    }
  }

  @Test
  void aSweepScansItsStartOnceAndTheDataBelongsToTheRecipe() {
    try (Session session = open()) {
      session.data(TinyData.of(16));
      PruneRequest sweep =
          PruneRequest.of(Sparsity.parseSweep("0.3,0.6"))
              .method(m -> m.withScope(Scope.SENSITIVITY).withCriterion("taylor"))
              .withEpochs(0);
      Set<String> scanning = new TreeSet<>();
      List<Variant> made =
          session.prune(
              sweep,
              (stage, done, detail) -> {
                if (detail.startsWith("scanning ")) {
                  scanning.add(stage);
                }
              });
      assertThat(scanning).containsExactly("prune sparse30");
      assertThat(made)
          .extracting(v -> ((Recipe.Pruned) v.recipe()).training().data())
          .containsOnly(session.dataset().orElseThrow().sha256());
      assertThat(made).extracting(Variant::sparsity).isSorted();
    }
  }

  @Test
  void whatItCannotDoIsSaid() {
    try (Session session = open()) {
      requireError(session, request(0.5, m -> m), "needs data");
      session.data(TinyData.of(16));
      requireError(session, request(0.995, m -> m), "up to 0.99");
      Granularity pattern = new Granularity.NOfM(2, 4);
      requireError(session, request(0.5, m -> m.withGranularity(pattern)), "--granularity 2:4");
      requireError(
          session,
          request(0.5, m -> PruningMethod.CHANNELS.withScope(Scope.SENSITIVITY)),
          "not channels");
      assertThat(session.variants()).hasSize(1);
    }
  }

  private static void requireError(Session session, PruneRequest request, String told) {
    assertThatThrownBy(() -> session.prune(request, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(told);
  }
}
