package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.data.Dataset;
import cortado.data.ImageFolder;
import cortado.data.Samples;
import cortado.data.TestSplit;
import cortado.explain.Cause;
import cortado.explain.ErrorAccount;
import cortado.explain.Finding;
import cortado.explain.LayerError;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import cortado.workspace.SessionListener;
import cortado.workspace.Signature;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every real Keras file as int8 is near its float model, or the layer that spoils it is named.
 * Figures are printed.
 */
@Tag("slow")
class FixtureErrorsTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  @ParameterizedTest
  @MethodSource("cortado.testing.Fixtures#keras")
  void int8IsNearOrTheLayerThatSpoilsItIsNamed(String name) {
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      Variant model = session.load(Fixtures.model(name), Optional.of("model"));
      session.data(name.equals("unet-isbi") ? tiles() : scenes(model.signature()));
      Variant int8 = session.quantize(QuantizeRequest.of("int8").withSamples(32), SILENT);
      ErrorAccount errors = session.layerErrors(int8);
      System.out.printf(
          Locale.ROOT,
          "%-32s output %5.1f dB on %d samples, %s%n",
          name,
          int8.error().orElseThrow().sqnrDb(),
          errors.samples(),
          errors.spoiler().map(FixtureErrorsTest::text).orElse("no layer loses 3 dB"));
      if (int8.error().orElseThrow().sqnrDb() < 20) {
        Finding first =
            session.explain(int8, ExplainOptions.DEFAULT.withRuns(3), SILENT).findings().get(0);
        assertThat(first.cause()).isEqualTo(Cause.ROUNDING);
        assertThat(first.sentence())
            .contains(errors.spoiler().orElseThrow().layer() + " spoils it");
        assertThat(first.next()).isPresent();
      }
    }
  }

  private static String text(LayerError l) {
    return String.format(
        Locale.ROOT, "most lost in %s (%.1f to %.1f dB)", l.layer(), l.inputDb(), l.sqnrDb());
  }

  private static Dataset tiles() {
    return ImageFolder.at(Fixtures.isbi()).tile(128).test(TestSplit.parse("24:29")).load();
  }

  /** Shades, edges and a little noise, in [0, 1], as in photographs and in signals. */
  private static Dataset scenes(Signature signature) {
    Shape shape = signature.onlyInput("model").shape();
    return Dataset.of("%data scenes", scenes(shape, 32, 1), scenes(shape, 16, 2));
  }

  private static Samples scenes(Shape shape, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shape all = shape.withDim(0, count);
    float[] values = new float[Math.toIntExact(all.elements())];
    int channels = all.dim(-1);
    int width = all.dim(-2);
    int each = values.length / count;
    for (int sample = 0; sample < count; sample++) {
      double slope = random.nextDouble(0.05, 0.4);
      double turn = random.nextDouble(0.05, 0.4);
      double phase = random.nextDouble(6.28);
      double edge = random.nextDouble(width);
      for (int i = 0; i < each; i++) {
        int x = i / channels % width;
        int y = i / channels / width;
        double shade = 0.5 + 0.3 * Math.sin(slope * x + turn * y + phase + i % channels);
        double beyond = x + 0.5 * y > edge ? 0.15 : -0.15;
        double value = shade + beyond + 0.02 * (random.nextDouble() - 0.5);
        values[sample * each + i] = (float) Math.max(0, Math.min(1, value));
      }
    }
    return new Samples(NamedTensors.of(Tensor.of(all, values)), NamedTensors.NONE);
  }
}
