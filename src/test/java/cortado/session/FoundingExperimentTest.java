package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.data.ImageFolder;
import cortado.data.TestSplit;
import cortado.keras.KerasReader;
import cortado.tensor.Npy;
import cortado.testing.Fixtures;
import cortado.workspace.Measured;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.TableRow;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The founding experiment on the real U-Net and the real micrographs, against Keras' figures. */
@Tag("slow")
class FoundingExperimentTest {
  private static final SessionListener SILENT = SessionListener.SILENT;
  private static final double BASELINE_LOSS = 0.1008;
  private static final double BASELINE_DICE = 0.9488;

  @TempDir Path dir;

  @Test
  void lossAndDiceAreThoseOfKerasOnBothRuntimes() {
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      Variant unet = session.load(Fixtures.file("unet-isbi.h5"), Optional.empty());
      session.data(ImageFolder.at(Fixtures.isbi()).tile(128).test(TestSplit.parse("24:29")).load());
      assertThat(unet.parameters()).isEqualTo(487_881);
      List<Measured> baseline = session.measure(List.of(unet), MeasureOptions.DEFAULT, SILENT);
      assertThat(baseline).hasSize(2);
      for (Measured m : baseline) {
        assertThat(m.row().status()).isEqualTo("ok");
        assertThat(m.row().loss().orElseThrow()).isCloseTo(BASELINE_LOSS, within(0.0005));
        assertThat(m.row().dice().orElseThrow()).isCloseTo(BASELINE_DICE, within(0.0005));
      }
    }
  }

  @Test
  void prunedAndQuantizedTheUNetKeepsItsDiceAndGetsSmaller() {
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      session.load(Fixtures.file("unet-isbi.h5"), Optional.empty());
      session.data(ImageFolder.at(Fixtures.isbi()).tile(128).test(TestSplit.parse("24:29")).load());
      Variant sparse = session.prune(PruneRequest.of(0.8).withEpochs(5), SILENT).get(0);
      Path h5 = session.export(sparse, dir.resolve("sparse.h5"));
      SessionTest.requireZeros(KerasReader.read(h5), 0.8);
      Variant int8 = session.quantize(QuantizeRequest.of("int8"), SILENT);
      List<Measured> small =
          session.measure(
              List.of(sparse, int8), MeasureOptions.DEFAULT.on(RuntimeId.TFLITE), SILENT);
      TableRow pruned = small.get(0).row();
      TableRow quantized = small.get(1).row();
      assertThat(pruned.loss().orElseThrow()).isLessThan(BASELINE_LOSS + 0.01);
      assertThat(quantized.dice().orElseThrow()).isGreaterThan(BASELINE_DICE - 0.01);
      // Which of the two is faster is up to the processor.
      assertThat(quantized.latencyMedianMs().orElseThrow()).isPositive();
      assertThat(quantized.fileBytes().orElseThrow()).isLessThan(600_000);
    }
  }

  @Test
  void predictionsAreThoseOfKeras() {
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      for (String name : List.of("k2_unet_transpose_bn", "k2_vgg_tiny", "unet-isbi")) {
        Variant v = session.load(Fixtures.file(name + ".h5"), Optional.empty());
        var input = Npy.read(Fixtures.file(name + ".input.npy"));
        float[] keras = Npy.read(Fixtures.file(name + ".output.npy")).floats();
        assertThat(session.predict(v, input, RuntimeId.TENSORFLOW).floats())
            .as(name)
            .containsExactly(keras, within(Fixtures.ACROSS_KERNELS));
        assertThat(session.predict(v, input, RuntimeId.TFLITE).floats())
            .as(name)
            .containsExactly(keras, within(1e-4f));
      }
    }
  }
}
