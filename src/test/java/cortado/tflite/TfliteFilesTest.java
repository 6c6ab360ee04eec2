package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Model;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.ops.Initializer;
import cortado.ops.LinearOp;
import cortado.ops.Lowering;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.Calibration;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TfliteFilesTest {
  @TempDir Path dir;

  private static Program unet() {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 3);
    return Rewrites.forInference(Lowering.lower(model));
  }

  private static QuantizationPlan plan(String scheme, Program p, Tensor samples) {
    return QuantizationPlan.of(Scheme.of(scheme), p, Calibrator.calibrate(p, samples));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16", "dynamic", "int8"})
  void theSameModelGivesTheSameBytes(String scheme) throws IOException {
    Tensor samples = Programs.normal(1, 3, 16, 16, 1);
    for (String name : List.of("a.tflite", "b.tflite")) {
      Program p = unet();
      TfliteWriter.write(p, plan(scheme, p, samples), dir.resolve(name));
    }
    assertThat(dir.resolve("a.tflite")).hasSameBinaryContentAs(dir.resolve("b.tflite"));
    try (var files = Files.list(dir)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aBatchIsItsSamplesOneByOne() {
    Program p = unet();
    Path file = dir.resolve("m.tflite");
    TfliteWriter.write(p, QuantizationPlan.of(new Scheme.Float32()), file);
    Tensor batch = Programs.normal(2, 5, 16, 16, 1);
    try (Predictor predictor = TflitePredictor.open(file, 2)) {
      float[] together = predictor.predict(batch).floats();
      for (int i = 0; i < 5; i++) {
        float[] one = Arrays.copyOfRange(batch.floats(), i * 256, (i + 1) * 256);
        assertThat(predictor.predict(Tensor.of(Shape.of(1, 16, 16, 1), one)).floats())
            .containsExactly(Arrays.copyOfRange(together, i * 256, (i + 1) * 256));
      }
      assertThat(TfliteLibrary.openHandles()).isPositive();
    }
    assertThat(TfliteLibrary.openHandles()).isZero();
  }

  @Test
  void anInputThatDoesNotFitIsAnErrorThatSaysWhatFits() {
    Path file = dir.resolve("m.tflite");
    TfliteWriter.write(unet(), QuantizationPlan.of(new Scheme.Float32()), file);
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      assertThatThrownBy(() -> predictor.predict(Programs.normal(1, 1, 8, 8, 1)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("(1, 8, 8, 1)")
          .hasMessageContaining("(?, 16, 16, 1)");
      assertThatThrownBy(() -> predictor.predict(Tensor.of(Shape.of(0, 16, 16, 1))))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no sample");
      assertThatThrownBy(() -> predictor.predict(List.of()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("number of inputs");
    }
  }

  @Test
  void aDamagedOrMissingFileIsAnError() throws IOException {
    Path good = dir.resolve("good.tflite");
    TfliteWriter.write(unet(), QuantizationPlan.of(new Scheme.Float32()), good);
    byte[] bytes = Files.readAllBytes(good);
    byte[] garbage = bytes.clone();
    Arrays.fill(garbage, 0, 400, (byte) 0x5a);
    for (byte[] bad :
        List.of(Arrays.copyOf(bytes, bytes.length / 2), garbage, new byte[0], new byte[] {1, 2})) {
      Path file = Files.write(dir.resolve("bad.tflite"), bad);
      assertThatThrownBy(() -> TflitePredictor.open(file, 1))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("bad.tflite");
    }
    assertThatThrownBy(() -> TflitePredictor.open(dir.resolve("none.tflite"), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.tflite");
    assertThatThrownBy(() -> TflitePredictor.open(good, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("threads");
    assertThat(TfliteLibrary.openHandles()).isZero();
  }

  @Test
  void aLayerThatNeedsTheSizeOfImagesAsksForIt() {
    Value x = new Value(0, "image", Shape.of(-1, -1, -1, 3));
    Value y = new Value(1, "groups", Shape.of(-1, -1, -1, 3, 1));
    Step step = new Step("groups", new ShapeOp.Reshape(y.shape()), List.of(x), y);
    Program program =
        new Program(List.of(step), List.of(x), List.of(y), new Programs(1).build().weights());
    Path file = dir.resolve("m.tflite");
    assertThatThrownBy(
            () -> TfliteWriter.write(program, QuantizationPlan.of(new Scheme.Float32()), file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'groups'. Received: (1, ?, ?, 3, 1)")
        .hasMessageContaining("fixed height and width");
    assertThat(file).doesNotExist();
  }

  @Test
  void dropoutMustHaveBeenRemoved() {
    Programs p = new Programs(1);
    Value x = p.input(4);
    Program program = p.build(p.step(new Op.Dropout(0.5f), new int[] {4}, x));
    assertThatThrownBy(
            () ->
                TfliteWriter.write(
                    program, QuantizationPlan.of(new Scheme.Float32()), dir.resolve("m.tflite")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void constantsAreAlignedAndStoredOnce() throws IOException {
    Programs p = new Programs(1);
    Value x = p.input(6, 6, 8);
    Tensor kernel = Programs.normal(9, 3, 3, 8, 8);
    Value y = x;
    for (int i = 0; i < 3; i++) {
      Op op =
          new LinearOp.Convolution(
              p.weight("kernel" + i, kernel),
              Optional.empty(),
              Size2.ONE,
              Padding.SAME,
              Size2.ONE,
              1,
              Optional.empty());
      y = p.step(op, new int[] {6, 6, 8}, y);
    }
    Path file = dir.resolve("m.tflite");
    TfliteWriter.write(p.build(y), QuantizationPlan.of(new Scheme.Float32()), file);
    byte[] stored = new byte[3 * 3 * 8 * 8 * 4];
    KernelOrder.outputFirst(kernel, 3).bytes().get(stored);
    int at = indexOf(Files.readAllBytes(file), stored, 0);
    assertThat(at).isPositive();
    assertThat(at % 16).isZero();
    assertThat(indexOf(Files.readAllBytes(file), stored, at + 1)).isNegative();
  }

  @Test
  void aDeadLayerAndASingleSampleStillQuantize() {
    Programs p = new Programs(4);
    Value x = p.input(4, 4, 3);
    Tensor dead = Tensor.of(Shape.of(1, 1, 3, 2), new float[6]);
    Tensor half = Tensor.of(Shape.of(1, 1, 2, 3), 0, 0, 0.5f, 0, 0, -0.5f);
    Value zero = p.step(convolution(p.weight("dead", dead), Optional.empty()), pixels(2), x);
    Optional<WeightId> bias = Optional.of(p.weight("bias", Tensor.of(Shape.of(3), 0.25f, 0, -1)));
    Value constant = p.step(convolution(p.weight("half", half), bias), pixels(3), zero);
    Program program = p.build(zero, constant);
    Tensor sample = Programs.normal(5, 1, 4, 4, 3);
    Path file = dir.resolve("m.tflite");
    TfliteWriter.write(program, plan("int8", program, sample), file);
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      List<Tensor> out = predictor.predict(List.of(Programs.normal(6, 1, 4, 4, 3)));
      assertThat(out.get(0).floats()).containsOnly(0);
      assertThat(
              Differences.largest(NaiveExecution.run(program, List.of(sample)).get(1), out.get(1)))
          .isLessThan(1.25 / 255);
    }
  }

  @Test
  void layersMayHaveDifferentSchemes() {
    Program p = unet();
    Tensor samples = Programs.normal(1, 3, 16, 16, 1);
    List<String> schemes = List.of("int8", "float32", "int8", "float16", "dynamic");
    List<String> layers = p.steps().stream().map(Step::layer).distinct().toList();
    for (String whole : List.of("int8", "float32")) {
      QuantizationPlan plan =
          QuantizationPlan.of(
              Scheme.of(whole),
              s -> Scheme.of(schemes.get(layers.indexOf(s.layer()) % schemes.size())),
              p,
              Calibrator.calibrate(p, samples));
      Path file = dir.resolve("mixed.tflite");
      TfliteWriter.write(p, plan, file);
      Tensor one = Programs.normal(1, 1, 16, 16, 1);
      try (Predictor predictor = TflitePredictor.open(file, 1)) {
        Tensor expected = NaiveExecution.run(p, List.of(one)).get(0);
        assertThat(Signals.sqnr(expected, predictor.predict(one))).isGreaterThan(30);
      }
    }
  }

  @Test
  void numbersThatAreNoneStopCalibrationAndQuantization() {
    Program p = unet();
    float[] image = new float[256];
    image[7] = Float.NaN;
    assertThatThrownBy(() -> Calibrator.calibrate(p, Tensor.of(Shape.of(1, 16, 16, 1), image)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'input'");
    Programs bad = new Programs(1);
    Value x = bad.input(1, 1, 1);
    Tensor infinite = Tensor.of(Shape.of(1, 1, 1, 1), Float.POSITIVE_INFINITY);
    Program infinity =
        bad.build(
            bad.step(convolution(bad.weight("kernel", infinite), Optional.empty()), pixels(1), x));
    assertThatThrownBy(
            () ->
                TfliteWriter.write(
                    infinity, QuantizationPlan.of(new Scheme.Float16()), dir.resolve("m.tflite")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("layer0/kernel");
    assertThat(TfliteLibrary.openHandles()).isZero();
  }

  @Test
  void calibrationNotesEveryValueOverAllSamples() {
    Program p = unet();
    Tensor samples = Programs.normal(8, 4, 16, 16, 1);
    Calibration calibration = Calibrator.calibrate(p, samples);
    assertThat(calibration.ranges()).hasSize(p.steps().size() + 1);
    float max = Float.NEGATIVE_INFINITY;
    for (float v : samples.floats()) {
      max = Math.max(max, v);
    }
    assertThat(calibration.range("input").max()).isEqualTo(max);
    assertThat(calibration.range("mask").min()).isBetween(0f, 1f);
  }

  @Test
  void halfPrecisionRoundsToNearestEven() {
    assertThat(HalfFloats.bits(1)).isEqualTo((short) 0x3c00);
    assertThat(HalfFloats.bits(-2)).isEqualTo((short) 0xc000);
    assertThat(HalfFloats.bits(65504)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloats.bits(0x1p-24f)).isEqualTo((short) 1);
    assertThat(HalfFloats.bits(0x1p-25f)).isEqualTo((short) 0);
    assertThat(HalfFloats.bits(0x1.8p-24f)).isEqualTo((short) 2);
    assertThat(HalfFloats.bits(1 + 0x1p-11f)).isEqualTo((short) 0x3c00);
    assertThat(HalfFloats.bits(1 + 0x1.8p-10f)).isEqualTo((short) 0x3c02);
    assertThat(HalfFloats.bits(0x1.ffffp-15f)).isEqualTo((short) 0x0400);
  }

  private static Op convolution(WeightId kernel, Optional<WeightId> bias) {
    return new LinearOp.Convolution(
        kernel, bias, Size2.ONE, Padding.SAME, Size2.ONE, 1, Optional.of(Op.Function.RELU));
  }

  private static int[] pixels(int channels) {
    return new int[] {4, 4, channels};
  }

  private static int indexOf(byte[] all, byte[] part, int from) {
    for (int i = from; i <= all.length - part.length; i++) {
      if (ByteBuffer.wrap(all, i, part.length).equals(ByteBuffer.wrap(part))) {
        return i;
      }
    }
    return -1;
  }
}
