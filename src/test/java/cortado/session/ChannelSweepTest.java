package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.UNet;
import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
