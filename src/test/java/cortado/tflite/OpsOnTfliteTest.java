package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Value;
import cortado.quantize.Calibration;
import cortado.quantize.Integers;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tensorflow.GradientCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each op in each scheme, and on TensorFlow, computes what its definition says. */
class OpsOnTfliteTest {
  @TempDir Path dir;

  @TestFactory
  Stream<DynamicTest> float32() {
    return tests(p -> QuantizationPlan.of(new Scheme.Float32()), 100);
  }

  @TestFactory
  Stream<DynamicTest> float16() {
    return tests(p -> QuantizationPlan.of(new Scheme.Float16()), 55);
  }

  @TestFactory
  Stream<DynamicTest> dynamicRange() {
    return tests(p -> QuantizationPlan.of(new Scheme.DynamicRange()), 35);
  }

  @TestFactory
  Stream<DynamicTest> int8() {
    return tests(p -> int8(p, Scheme.Edge.FLOAT32), 30);
  }

  @TestFactory
  Stream<DynamicTest> int8AtTheEdges() {
    return tests(p -> int8(p, Scheme.Edge.INT8), 30);
  }

  @TestFactory
  Stream<DynamicTest> uint8AtTheEdges() {
    return tests(p -> int8(p, Scheme.Edge.UINT8), 30);
  }

  @TestFactory
  Stream<DynamicTest> uint8WithOneScaleForEachKernel() {
    return tests(p -> plan(p, new Scheme.FullInteger(Scheme.Edge.FLOAT32, Integers.UINT8)), 25);
  }

  @TestFactory
  Stream<DynamicTest> valuesOfInt16() {
    return tests(
        p -> plan(p, new Scheme.FullInteger(Scheme.Edge.FLOAT32, Integers.INT16_INT8)), 35);
  }

  @TestFactory
  Stream<DynamicTest> onTensorFlow() {
    return OpPrograms.all().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> checkTensorFlow(e.getValue())));
  }

  private static void checkTensorFlow(Program p) {
    List<Tensor> expected = NaiveExecution.run(p, inputs(p));
    boolean statistics = p.steps().stream().anyMatch(s -> s.op() instanceof Op.BatchNorm);
    for (boolean training : statistics ? new boolean[] {false} : new boolean[] {false, true}) {
      List<Tensor> actual = GradientCheck.outputs(p, inputs(p), training);
      for (int i = 0; i < actual.size(); i++) {
        assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
        assertThat(Signals.sqnr(expected.get(i), actual.get(i))).isGreaterThan(100);
      }
    }
  }

  private static QuantizationPlan int8(Program p, Scheme.Edge edge) {
    return plan(p, new Scheme.FullInteger(edge));
  }

  private static QuantizationPlan plan(Program p, Scheme scheme) {
    Calibration calibration = Calibrator.calibrate(p, inputs(p));
    return QuantizationPlan.of(scheme, p, calibration);
  }

  private interface Planner {
    QuantizationPlan plan(Program p);
  }

  private Stream<DynamicTest> tests(Planner planner, double decibels) {
    List<DynamicTest> tests = new ArrayList<>();
    OpPrograms.all()
        .forEach(
            (name, p) ->
                tests.add(
                    DynamicTest.dynamicTest(name, () -> check(p, planner.plan(p), decibels))));
    return tests.stream();
  }

  private void check(Program p, QuantizationPlan plan, double decibels) {
    Path file = dir.resolve("model.tflite");
    TfliteWriter.write(p, plan, file);
    List<Tensor> expected = NaiveExecution.run(p, inputs(p));
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      List<Tensor> actual = predictor.predict(inputs(p));
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < actual.size(); i++) {
        assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
        assertThat(Signals.sqnr(expected.get(i), actual.get(i))).isGreaterThan(decibels);
      }
    }
    assertThat(TfliteLibrary.openHandles()).isZero();
  }

  private static List<Tensor> inputs(Program p) {
    List<Tensor> inputs = new ArrayList<>();
    for (Value v : p.inputs()) {
      Shape s = v.shape().withDim(0, 1);
      inputs.add(Programs.normal(11 + v.id(), s.dims()));
    }
    return inputs;
  }
}
