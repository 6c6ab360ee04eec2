package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.UNet;
import cortado.ops.FoldedProgram;
import cortado.ops.Initializer;
import cortado.ops.LinearOp;
import cortado.ops.Lowering;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.ShapeOp;
import cortado.ops.Value;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions that compute several pixels of a row at once compute the same. */
class WidthFoldingTest {
  private static final int SIDE = 64;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"3,1,4", "3,4,4", "3,5,8", "3,14,7", "5,2,3", "1,4,1", "1,16,2", "7,1,1"})
  void numbersAreThoseOfSinglePixels(int window, int in, int out) {
    Program narrow = single(41, window, in, out);

    Program wide = Rewrites.foldWidth(narrow, s -> false).program();

    assertThat(channels(wide)).containsExactly(out * Math.min(8, Integer.highestOneBit(16 / out)));
    Tensor image = Programs.normal(5, 1, SIDE, SIDE, in);
    assertThat(Signals.sqnr(floats(narrow, image), floats(wide, image))).isGreaterThan(110);
  }

  @ParameterizedTest
  @CsvSource({"3,1,4", "3,4,4", "3,5,8", "3,14,7", "1,4,1"})
  void codesAreThoseOfSinglePixels(int window, int in, int out) {
    Program narrow = single(42, window, in, out);
    Tensor image = Programs.normal(6, 1, SIDE, SIDE, in);
    Scheme integer = new Scheme.FullInteger(Scheme.Edge.FLOAT32);
    QuantizationPlan plan =
        QuantizationPlan.of(integer, narrow, Calibrator.calibrate(narrow, image));

    FoldedProgram wide = Rewrites.foldWidth(narrow, plan::isInteger);

    Tensor expected = run(narrow, plan, image);
    Tensor actual = run(wide.program(), plan.withViews(wide.views()), image);
    assertThat(actual.floats()).containsExactly(expected.floats());
  }

  @Test
  void whatMeetsIsNotReshapedTwice() {
    Programs p = new Programs(50);
    Value x = p.input(SIDE, SIDE, 1);
    Value a = p.step(convolution(p, Padding.SAME, 3, 1, 4), square(4), x);
    Value b = p.step(convolution(p, Padding.SAME, 1, 4, 4), square(4), a);
    Program narrow = p.build(p.step(convolution(p, Padding.SAME, 1, 4, 2), square(2), b));

    Program wide = Rewrites.foldWidth(narrow, s -> false).program();

    // From 4 pixels at once to 8, and back to one.
    assertThat(wide.steps()).filteredOn(s -> s.op() instanceof ShapeOp.Reshape).hasSize(2);
    Tensor image = Programs.normal(7, 1, SIDE, SIDE, 1);
    assertThat(Signals.sqnr(floats(narrow, image), floats(wide, image))).isGreaterThan(110);
  }

  @Test
  void whatFillsTheLanesOrDoesNotFitStays() {
    for (Program narrow :
        List.of(
            single(new Programs(44), Padding.SAME, SIDE, SIDE, 9),
            single(new Programs(45), Padding.SAME, SIDE, SIDE + 1, 4),
            single(new Programs(46), Padding.SAME, SIDE / 2, SIDE, 4),
            single(new Programs(47), Padding.VALID, SIDE, SIDE, 4))) {
      FoldedProgram folded = Rewrites.foldWidth(narrow, s -> false);

      assertThat(folded.program().steps()).isEqualTo(narrow.steps());
      assertThat(folded.views()).isEmpty();
    }
  }

  @Test
  void aNarrowUNetIsTheSame() {
    Program whole =
        Rewrites.splitConcatenations(
            Rewrites.forInference(
                Lowering.lower(Initializer.initialize(UNet.of(128, 1, List.of(2, 4, 8)), 5))));

    Program wide = Rewrites.foldWidth(whole, s -> false).program();

    assertThat(channels(wide)).contains(16);
    Tensor image = Programs.normal(8, 1, 128, 128, 1);
    assertThat(Signals.sqnr(floats(whole, image), floats(wide, image))).isGreaterThan(110);
  }

  private static int[] square(int channels) {
    return new int[] {SIDE, SIDE, channels};
  }

  private static Program single(Programs p, Padding padding, int rows, int columns, int out) {
    int less = padding == Padding.VALID ? 2 : 0;
    int[] shape = {rows - less, columns - less, out};
    return p.build(p.step(convolution(p, padding, 3, 4, out), shape, p.input(rows, columns, 4)));
  }

  private static Program single(long seed, int window, int in, int out) {
    Programs p = new Programs(seed);
    LinearOp op = convolution(p, Padding.SAME, window, in, out);
    return p.build(p.step(op, square(out), p.input(SIDE, SIDE, in)));
  }

  private static LinearOp convolution(Programs p, Padding padding, int window, int in, int out) {
    return new LinearOp.Convolution(
        p.weight("kernel", 0, 0.3, window, window, in, out),
        p.bias(out),
        Size2.ONE,
        padding,
        Size2.ONE,
        1,
        Optional.of(Op.Function.RELU));
  }

  private static List<Integer> channels(Program p) {
    return p.steps().stream()
        .filter(s -> s.op() instanceof LinearOp.Convolution)
        .map(s -> s.output().shape().dim(-1))
        .toList();
  }

  private Tensor floats(Program p, Tensor image) {
    return run(p, QuantizationPlan.of(new Scheme.Float32()), image);
  }

  private Tensor run(Program p, QuantizationPlan plan, Tensor image) {
    Path file = dir.resolve("program.tflite");
    TfliteWriter.write(p, plan, file);
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      return predictor.predict(List.of(image)).get(0);
    }
  }
}
