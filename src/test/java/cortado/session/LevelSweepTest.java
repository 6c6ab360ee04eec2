package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Levels of a U-Net that are removed in a session. */
class LevelSweepTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  private Session open() {
    return Session.open(dir.resolve("ws"), Clock.systemUTC());
  }

  private static PruneRequest levels(String shares) {
    return PruneRequest.of(Sparsity.parseSweep(shares)).method(m -> PruningMethod.LEVELS);
  }

  @BeforeEach
  void create() {
    try (Session session = open()) {
      session.create(UNet.of(16, 1, List.of(2, 3, 4, 5, 6)), "%model unet", 7, Optional.empty());
    }
  }

  @Test
  void aVariantWithoutHalfOfItsLevelsIsTrainedAndKept() {
    long parameters;
    try (Session session = open()) {
      session.data(TinyData.of(16));
      Variant flat = session.prune(levels("0.5").withEpochs(1), SILENT).get(0);
      assertThat(flat.name()).isEqualTo("flat50");
      assertThat(flat.recipe().text()).isEqualTo("prune 0.5 of levels, 1 epoch");
      parameters = flat.parameters();
      assertThat(parameters).isLessThan(session.variant("unet").parameters() / 2);
    }
    try (Session again = open()) {
      Variant flat = again.variant("flat50");
      assertThat(flat.parameters()).isEqualTo(parameters);
      assertThat(((Recipe.Pruned) flat.recipe()).method()).isEqualTo(PruningMethod.LEVELS);
    }
  }

  @Test
  void aChainEndsWithWhatOneStepMakes() {
    try (Session session = open()) {
      List<Variant> chain = session.prune(levels("0.25,0.5,0.75").withEpochs(0).chained(), SILENT);
      assertThat(chain).extracting(Variant::name).containsExactly("flat25", "flat50", "flat75");
      Variant atOnce = session.prune(levels("0.75").withEpochs(0).from("unet"), SILENT).get(0);
      assertThat(chain.get(2).model()).isEqualTo(atOnce.model());
    }
  }

  @Test
  void whatIsNoNumberOfLevelsIsRefused() {
    try (Session session = open()) {
      assertThatThrownBy(() -> session.prune(levels("0.6"), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "That is no number of the model's 4 levels. Received: 0.6. Allowed: 0.25, 0.50, 0.75."
                  + " Next: %prune 0.25 --granularity level");
      assertThatThrownBy(
              () ->
                  session.prune(
                      levels("0.5").method(m -> PruningMethod.LEVELS.withCriterion("l2")), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("Levels are removed at once, the innermost first.");
      assertThat(session.variants()).hasSize(1);
    }
  }

  @Test
  void theOnlyLevelHasToStay() {
    try (Session session = open()) {
      session.create(UNet.of(16, 1, List.of(2, 3)), "%model unet", 7, Optional.of("flat"));
      assertThatThrownBy(() -> session.prune(levels("0.5").from("flat"), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(
              "flat has no levels that can be removed. Received: one, which has to stay.");
    }
  }
}
