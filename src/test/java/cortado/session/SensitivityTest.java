package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.prune.Sparsity;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  private Session open() {
    Session session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
    return session;
  }

  @Test
  void eachLossIsThatOfAVariantWithThisLayerPruned() {
    try (Session session = open()) {
      session.data(TinyData.of(16));
      Variant base = session.train(TrainRequest.of(6).withLearningRate(1e-2).as("base"), SILENT);
      Sensitivity scan =
          session.sensitivity(
              SensitivityRequest.standard().at(Sparsity.parseSweep("0.9,0.5")).withSamples(8),
              SILENT);
      assertThat(scan.variant()).isEqualTo("base");
      assertThat(scan.samples()).isEqualTo(8);
      assertThat(scan.sparsities()).extracting(Sparsity::value).containsExactly(0.5, 0.9);
      List<String> layers = scan.layers().stream().map(Sensitivity.Layer::name).toList();
      assertThat(layers).doesNotHaveDuplicates().hasSizeGreaterThan(3);
      assertThat(scan.layers()).allSatisfy(l -> assertThat(l.losses()).hasSize(2));

      String first = layers.get(0);
      List<String> others = layers.subList(1, layers.size());
      var alone =
          PruneRequest.of(0.9)
              .from("base")
              .withEpochs(0)
              .method(m -> m.withSchedule("one-shot").withSkip(others))
              .as("alone");
      session.prune(alone, SILENT);
      var nothingMore = SensitivityRequest.standard().at(List.of(Sparsity.NONE)).withSamples(8);
      double expected = session.sensitivity(nothingMore.of("alone"), SILENT).loss();
      assertThat(scan.layers().get(0).name()).isEqualTo(first);
      assertThat(scan.layers().get(0).losses().get(1)).isCloseTo(expected, within(1e-6));
      assertThat(scan.loss()).isNotCloseTo(expected, within(1e-4));

      Sensitivity none = session.sensitivity(nothingMore.of("base"), SILENT);
      assertThat(none.layers())
          .allSatisfy(l -> assertThat(l.losses().get(0)).isCloseTo(scan.loss(), within(1e-6)));
      assertThat(session.variant("base").model().weights()).isEqualTo(base.model().weights());
    }
  }

  @Test
  void whatItNeedsIsSaid() {
    try (Session session = open()) {
      assertThatThrownBy(() -> session.sensitivity(SensitivityRequest.standard(), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("%data");
      assertThatThrownBy(() -> SensitivityRequest.standard().withSamples(0))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("at least 1");
    }
  }
}
