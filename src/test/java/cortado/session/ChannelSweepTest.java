package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.UNet;
import cortado.prune.ParameterGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that are removed in a session. */
class ChannelSweepTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  private Session open() {
    return Session.open(dir.resolve("ws"), Clock.systemUTC());
  }

  @BeforeEach
  void create() {
    try (Session session = open()) {
      session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
    }
  }

  @Test
  void aVariantWithoutHalfOfItsChannelsIsTrainedAndKept() {
    Graph half = UNet.of(16, 1, List.of(2, 4));
    try (Session session = open()) {
      session.data(TinyData.of(16));
      Variant slim = session.prune(PruneRequest.channels(0.5).withEpochs(1), SILENT).get(0);
      assertThat(slim.name()).isEqualTo("slim50");
      assertThat(slim.recipe().text()).isEqualTo("prune 0.5 of channels, 1 epoch");
      assertThat(slim.model().graph()).isEqualTo(half);
      assertThat(slim.parameters()).isLessThan(session.variant("unet").parameters() / 3);
    }
    try (Session again = open()) {
      Variant slim = again.variant("slim50");
      assertThat(slim.model().graph()).isEqualTo(half);
      assertThat(((Recipe.Pruned) slim.recipe()).method()).isEqualTo(PruningMethod.CHANNELS);
      Variant small = again.prune(PruneRequest.channels(0.5).withEpochs(0), SILENT).get(0);
      assertThat(small.parent()).contains("slim50");
      assertThat(small.model().graph()).isEqualTo(UNet.of(16, 1, List.of(1, 2)));
    }
  }

  @Test
  void aChainTakesSharesOfTheChannelsThatItStartedWith() {
    PruneRequest chain =
        PruneRequest.of(Sparsity.parseSweep("0.25,0.5,0.75"))
            .method(m -> PruningMethod.CHANNELS)
            .withEpochs(0)
            .chained();
    try (Session session = open()) {
      List<Variant> made = session.prune(chain, SILENT);
      assertThat(made).extracting(Variant::name).containsExactly("slim25", "slim50", "slim75");
      assertThat(made)
          .extracting(v -> v.model().graph())
          .containsExactly(
              UNet.of(16, 1, List.of(3, 6)),
              UNet.of(16, 1, List.of(2, 4)),
              UNet.of(16, 1, List.of(1, 2)));
    }
  }

  @Test
  void aNumberOfParametersIsReachedAndTheRecipeSaysSo() {
    PruneRequest tenth =
        PruneRequest.of(ParameterGoal.parse("10x"))
            .method(m -> PruningMethod.CHANNELS.withScope(Scope.GLOBAL).withMinChannels(1))
            .withEpochs(0);
    try (Session session = open()) {
      long before = session.variant("unet").parameters();
      Variant slim = session.prune(tenth, SILENT).get(0);
      assertThat(slim.name()).isEqualTo("slim10x");
      assertThat(slim.parameters()).isBetween(before / 20, before / 10);
      assertThat(slim.recipe().text())
          .isEqualTo(
              "prune channels to 10x fewer parameters (%d asked, %d reached) --scope global,"
                      .formatted(before / 10, slim.parameters())
                  + " no fine-tuning");
      assertThat(session.prune(tenth, SILENT)).as("the same line again").containsExactly(slim);
    }
    try (Session again = open()) {
      Variant slim = again.variant("slim10x");
      assertThat(((Recipe.Pruned) slim.recipe()).size())
          .isEqualTo(
              new Recipe.Size("10x", again.variant("unet").parameters() / 10, slim.parameters()));
      assertThatThrownBy(() -> again.prune(tenth.from("slim10x"), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cannot be made so small");
      assertThat(again.variants()).hasSize(2);
    }
  }

  @Test
  void aChainOfSizesIsRelativeToItsStartAndGoesOnWhereItStopped() {
    PruneRequest chain =
        PruneRequest.of(ParameterGoal.parse("8x,2x,4x"))
            .method(m -> PruningMethod.CHANNELS)
            .withEpochs(0)
            .chained();
    try (Session session = open()) {
      long before = session.variant("unet").parameters();
      SessionListener cancels =
          (stage, done, text) -> {
            if (stage.endsWith("slim8x")) {
              throw new CancellationException();
            }
          };
      assertThatThrownBy(() -> session.prune(chain, cancels))
          .isInstanceOf(CancellationException.class);
      List<Variant> made = session.prune(chain, SILENT);
      assertThat(made).extracting(Variant::name).containsExactly("slim2x", "slim4x", "slim8x");
      assertThat(made)
          .extracting(v -> v.parent().orElseThrow())
          .containsExactly("unet", "slim2x", "slim4x");
      for (int i = 0; i < 3; i++) {
        assertThat(made.get(i).parameters()).isLessThanOrEqualTo(before >> i + 1);
      }
      assertThat(made.get(2).parameters()).isGreaterThan(before / 16);
      assertThat(session.variants()).hasSize(4);
    }
  }

  @Test
  void whatASizeCannotBeIsNamed() {
    try (Session session = open()) {
      PruneRequest zeros = PruneRequest.of(ParameterGoal.parse("20x")).withEpochs(0);
      assertThatThrownBy(() -> session.prune(zeros, SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("%prune --params 20x --granularity channel");
      PruneRequest larger = PruneRequest.of(ParameterGoal.parse("9999999"));
      assertThatThrownBy(() -> session.prune(larger.method(m -> PruningMethod.CHANNELS), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no more parameters than that already");
      assertThatThrownBy(() -> PruningMethod.CHANNELS.withMinChannels(0))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("1 and more");
      requireError(session, m -> PruningMethod.MAGNITUDE.withMinChannels(2), "--min-channels 2");
      requireError(session, m -> m.withOnly(List.of("nothing")), "conv_1");
      requireError(session, m -> PruningMethod.MAGNITUDE.withOnly(List.of("nothing")), "conv_1");
    }
  }

  @Test
  void randomChannelsFollowTheSeed() {
    PruneRequest request =
        PruneRequest.channels(0.5).method(m -> m.withCriterion("random")).withEpochs(0);
    try (Session session = open()) {
      Variant a = session.prune(request.from("unet"), SILENT).get(0);
      Variant b = session.prune(request.from("unet").training(t -> t.withSeed(8)), SILENT).get(0);
      assertThat(a.parameters()).isEqualTo(b.parameters());
      assertThat(a.model().weights()).isNotEqualTo(b.model().weights());
    }
  }

  @Test
  void mistakesAreNamedAndMakeNothing() {
    try (Session session = open()) {
      requireError(session, m -> m.withSchedule("polynomial"), "one-shot");
      requireError(session, m -> m.withCriterion("l3"), "bn-scale");
      requireError(session, m -> m.withSkip(List.of("nothing")), "conv_1");
      requireError(
          session, m -> PruningMethod.MAGNITUDE.withCriterion("bn-scale"), "--granularity channel");
      assertThat(session.variants()).hasSize(1);
    }
  }

  private static void requireError(
      Session session, UnaryOperator<PruningMethod> change, String told) {
    PruneRequest request = PruneRequest.channels(0.5).method(change).withEpochs(0);
    assertThatThrownBy(() -> session.prune(request, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(told);
  }
}
