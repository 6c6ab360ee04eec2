package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An integer network that is sure of its pixels says so. */
class RealEndsTest {
  private static final Shape SHAPE = Shape.of(1, 4);
  private static final Tensor LOGITS = Tensor.of(SHAPE, new float[] {0, 2, 6, 30});

  private final Value input = new Value(0, "input", SHAPE);
  private final Value relu = new Value(1, "relu", SHAPE);
  private final Value output = new Value(2, "sigmoid", SHAPE);
  private final Program network =
      new Program(
          List.of(
              new Step("relu", new Op.Unary(Op.Function.RELU), List.of(input), relu),
              new Step("sigmoid", new Op.Unary(Op.Function.SIGMOID), List.of(relu), output)),
          List.of(input),
          List.of(output),
          Weights.of(Map.of()));

  @TempDir Path dir;

  @Test
  void aProbabilityOfOneIsOne() {
    assertThat(predict(Scheme.of("int8")).floats()[3]).isEqualTo(1);
    assertThat(predict(Scheme.of("uint8")).floats()[3]).isEqualTo(1);
  }

  @Test
  void aFileThatGivesIntegersHasTheCodesOfTheSpecification() {
    assertThat(predict(new Scheme.FullInteger(Scheme.Edge.INT8)).floats()[3]).isEqualTo(255 / 256f);
  }

  private Tensor predict(Scheme scheme) {
    Path file = dir.resolve("ends.tflite");
    QuantizationPlan plan =
        QuantizationPlan.of(scheme, network, Calibrator.calibrate(network, LOGITS));
    TfliteWriter.write(network, plan, file);
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      return predictor.predict(LOGITS);
    }
  }
}
