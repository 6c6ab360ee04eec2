package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A convolution of two concatenated values computes the same as a sum of two convolutions. */
class SplitConcatenationsTest {
  private static final int[] OUT = {2, 3, 7};

  @TempDir Path dir;

  @Test
  void theSumIsTheSame() {
    Programs p = new Programs(31);
    Value a = p.input(4, 5, 6);
    Value b = p.input(4, 5, 3);
    Value joined = p.step(new Op.Concat(3), new int[] {4, 5, 9}, a, b);
    Program whole = p.build(p.step(convolution(p, 9, 1), OUT, joined));

    Program split = Rewrites.splitConcatenations(whole);

    assertThat(split.steps()).noneMatch(s -> s.op() instanceof Op.Concat);
    List<Tensor> inputs = List.of(Programs.normal(1, 1, 4, 5, 6), Programs.normal(2, 1, 4, 5, 3));
    Tensor expected = NaiveExecution.run(whole, inputs).get(0);
    assertThat(Signals.sqnr(expected, NaiveExecution.run(split, inputs).get(0))).isGreaterThan(120);
  }

  @Test
  void oneKernelForDifferentConcatenationsIsSplitForEach() {
    Programs p = new Programs(32);
    Value a = p.input(4, 5, 6);
    Value b = p.input(4, 5, 3);
    LinearOp shared = convolution(p, 9, 1);
    Value ab = p.step(shared, OUT, p.step(new Op.Concat(3), new int[] {4, 5, 9}, a, b));
    Value ba = p.step(shared, OUT, p.step(new Op.Concat(3), new int[] {4, 5, 9}, b, a));
    Program whole = p.build(ab, ba);

    Program split = Rewrites.splitConcatenations(whole);

    assertThat(split.steps()).noneMatch(s -> s.op() instanceof Op.Concat);
    List<Tensor> inputs = List.of(Programs.normal(1, 1, 4, 5, 6), Programs.normal(2, 1, 4, 5, 3));
    List<Tensor> expected = NaiveExecution.run(whole, inputs);
    List<Tensor> actual = NaiveExecution.run(split, inputs);
    for (int i = 0; i < 2; i++) {
      assertThat(Signals.sqnr(expected.get(i), actual.get(i))).isGreaterThan(120);
    }
  }

  @Test
  void whatElseReadsTheConcatenationKeepsIt() {
    Programs p = new Programs(33);
    Value a = p.input(4, 5, 6);
    Value joined = p.step(new Op.Concat(3), new int[] {4, 5, 12}, a, a);
    Program alsoAnOutput = p.build(p.step(convolution(p, 12, 1), OUT, joined), joined);
    Programs q = new Programs(34);
    Value c = q.input(4, 5, 6);
    Value three = q.step(new Op.Concat(3), new int[] {4, 5, 18}, c, c, c);
    Program ofThree = q.build(q.step(convolution(q, 18, 1), OUT, three));
    Programs r = new Programs(35);
    Value d = r.input(4, 5, 7);
    Value grouped = r.step(new Op.Concat(3), new int[] {4, 5, 14}, d, d);
    Program inGroups = r.build(r.step(convolution(r, 14, 7), OUT, grouped));
    Programs s = new Programs(36);
    Value e = s.input(2, 5, 6);
    Value rows = s.step(new Op.Concat(1), new int[] {4, 5, 6}, e, e);
    Program ofRows = s.build(s.step(convolution(s, 6, 1), OUT, rows));

    for (Program whole : List.of(alsoAnOutput, ofThree, inGroups, ofRows)) {
      assertThat(Rewrites.splitConcatenations(whole)).isEqualTo(whole);
    }
  }

  @Test
  void aUNetHasNeitherConcatenationsNorTransposedConvolutionsInItsFile() {
    Program whole =
        Rewrites.forInference(
            Lowering.lower(Initializer.initialize(UNet.of(32, 1, List.of(2, 4, 8)), 5)));
    Path before = dir.resolve("before.tflite");
    Path after = dir.resolve("after.tflite");

    TfliteWriter.write(whole, QuantizationPlan.of(new Scheme.Float32()), before);
    Program split = Rewrites.splitConcatenations(whole);
    TfliteWriter.write(split, QuantizationPlan.of(new Scheme.Float32()), after);

    assertThat(TfliteFile.read(after).main().operators())
        .extracting(TfliteFile.Operator::name)
        .contains("DEPTH_TO_SPACE")
        .doesNotContain("CONCATENATION", "TRANSPOSE_CONV");
    List<Tensor> image = List.of(Programs.normal(3, 1, 32, 32, 1));
    assertThat(Signals.sqnr(run(before, image), run(after, image))).isGreaterThan(110);
  }

  private static Tensor run(Path file, List<Tensor> inputs) {
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      return predictor.predict(inputs).get(0);
    }
  }

  private static LinearOp convolution(Programs p, int channels, int groups) {
    WeightId kernel = p.weight("kernel", 0, 0.2, 3, 3, channels / groups, OUT[2]);
    return new LinearOp.Convolution(
        kernel,
        p.bias(OUT[2]),
        Size2.square(2),
        Padding.SAME,
        Size2.ONE,
        groups,
        Optional.of(Op.Function.RELU));
  }
}
