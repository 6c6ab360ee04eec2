package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.keras.KerasReader;
import cortado.testing.Fixtures;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights go from one file to another variant's layers, and out to the format of Keras 3. */
final class WeightsOfFilesTest {
  @TempDir Path folder;

  @Test
  void aVariantTakesTheWeightsOfAFileAndIsExportedForKeras3() {
    Path first = Fixtures.model("k3_unet_transpose_bn");
    Path second = Fixtures.model("k3_unet_transpose_bn_h5");
    try (Session session = Session.open(folder.resolve("w"), Clock.systemUTC())) {
      Variant unet = session.load(first, Optional.of("unet"));
      Variant other = session.loadWeights(ModelFile.of(second), Optional.empty(), Optional.empty());

      assertThat(other.name()).isEqualTo("k3_unet_transpose_bn_h5");
      assertThat(other.parent()).contains("unet");
      assertThat(other.recipe().text()).isEqualTo("weights of k3_unet_transpose_bn_h5.h5");
      assertThat(other.model().graph()).isEqualTo(unet.model().graph());
      assertThat(List.copyOf(other.model().weights().asMap().values()))
          .containsExactlyInAnyOrderElementsOf(KerasReader.read(second).weights().asMap().values());

      Path exported = session.export(other, folder.resolve("other.keras"));
      assertThat(KerasReader.read(exported)).isEqualTo(other.model());
    }
  }

  @Test
  void weightsOfAnotherModelAreRefusedAndNothingIsMade() {
    Path file = Fixtures.model("k3_unet_transpose_bn_h5");
    try (Session session = Session.open(folder.resolve("w"), Clock.systemUTC())) {
      session.create(UNet.of(16, 1, List.of(2, 3)), "unet", 7, Optional.of("small"));

      assertThatThrownBy(
              () -> session.loadWeights(ModelFile.of(file), Optional.of("small"), Optional.empty()))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("Cannot read '" + file + "': It has weights of a layer that")
          .hasMessageNotContaining("\n");
      assertThat(session.variants()).hasSize(1);
    }
  }
}
