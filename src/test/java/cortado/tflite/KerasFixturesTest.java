package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.keras.KerasReader;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.Calibration;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real Keras models as TFLite files, beside Keras and TensorFlow's converter. */
class KerasFixturesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @MethodSource("cortado.testing.Fixtures#keras")
  void float32ComputesWhatKerasDoes(String name) {
    assertThat(Differences.largest(expected(name), predict(write(name, "float32"), name)))
        .isLessThan(1e-4);
  }

  @ParameterizedTest
  @CsvSource({
    "k2_unet_transpose_bn, 70, 45, 40",
    "k2_vgg_tiny, 60, 32, 32",
    "unet-isbi, 60, 40, 35",
    "k2_unet_nearest_dropout_leaky, 70, 45, 40",
    "k2_unet_bilinear_elu, 60, 35, 32",
    "k2_unet_transpose3_valid_crop, 70, 43, 40",
    "k2_conv1d, 70, 53, 42",
    "k2_mobile_residual, 80, 80, 39"
  })
  void quantizedModelsStayNearKeras(String name, double float16, double dynamic, double int8) {
    Map<String, Double> bounds = Map.of("float16", float16, "dynamic", dynamic, "int8", int8);
    bounds.forEach(
        (scheme, decibels) ->
            assertThat(Signals.sqnr(expected(name), predict(write(name, scheme), name)))
                .as(scheme)
                .isGreaterThan(decibels));
  }

  @ParameterizedTest
  @CsvSource({"float32, f32", "float16, f16", "dynamic, dyn", "int8, int8"})
  void filesAreNotLargerThanTheConverters(String scheme, String converters) throws IOException {
    Path theirs = Fixtures.file("converter/unet-isbi-" + converters + ".tflite");
    assertThat(Files.size(write("unet-isbi", scheme))).isLessThanOrEqualTo(Files.size(theirs));
  }

  @Test
  void filesOfTheConverterRunToo() {
    // Its transposed convolutions compute their shapes at run time, which moves tensors in memory.
    for (String converters : new String[] {"f32", "dyn", "int8"}) {
      Path file = Fixtures.file("converter/unet-isbi-" + converters + ".tflite");
      Tensor first = predict(file, "unet-isbi");
      assertThat(Signals.sqnr(expected("unet-isbi"), first)).as(converters).isGreaterThan(35);
      assertThat(predict(file, "unet-isbi")).isEqualTo(first);
    }
    assertThat(TfliteLibrary.openHandles()).isZero();
  }

  private Path write(String name, String scheme) {
    Program p = Rewrites.forInference(Lowering.lower(KerasReader.read(Fixtures.model(name))));
    Calibration calibration = Calibrator.calibrate(p, Npy.read(Fixtures.file(name + ".input.npy")));
    Path file = dir.resolve(name + "-" + scheme + ".tflite");
    TfliteWriter.write(p, QuantizationPlan.of(Scheme.of(scheme), p, calibration), file);
    return file;
  }

  private static Tensor predict(Path file, String name) {
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      return predictor.predict(Npy.read(Fixtures.file(name + ".input.npy")));
    }
  }

  private static Tensor expected(String name) {
    return Npy.read(Fixtures.file(name + ".output.npy"));
  }
}
