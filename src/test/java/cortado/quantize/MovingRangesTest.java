package cortado.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ranges that follow those of batches. */
class MovingRangesTest {
  private final Value input = value(0, "input");
  private final Value relu = value(1, "relu");
  private final Value sigmoid = value(2, "sigmoid");
  private final Value joined = value(3, "concat");
  private final Step first = step(new Op.Unary(Op.Function.RELU), relu, input);
  private final Step second = step(new Op.Unary(Op.Function.SIGMOID), sigmoid, input);
  private final Step last = step(new Op.Concat(3), joined, relu, sigmoid);
  private final Program program =
      new Program(
          List.of(first, second, last), List.of(input), List.of(joined), Weights.of(Map.of()));
  private final MovingRanges ranges =
      new MovingRanges(
          program,
          new Calibration(
              Map.of(
                  "input", new Range(-1, 1),
                  "relu", new Range(0, 1),
                  "sigmoid", new Range(0.2f, 0.7f),
                  "concat", new Range(0, 1))),
          c -> QuantizationPlan.of(Scheme.of("int8"), program, c));

  @Test
  void aRangeGoesAHundredthOfTheWayToThatOfABatch() {
    ranges.follow(Map.of("input", new Range(-3, 3), "relu", new Range(0, 3)));

    assertThat(ranges.calibration().range("input").max()).isEqualTo(1.02f);
    assertThat(ranges.calibration().range("input").min()).isEqualTo(-1.02f);
    // What joins values has the range of what it joins.
    assertThat(ranges.calibration().range("concat").max()).isEqualTo(1.02f);
    assertThat(ranges.codes().get("concat").scale()).isEqualTo(1.02f / 255);
    assertThat(ranges.codes().get("sigmoid").scale()).isEqualTo(1 / 256f);
  }

  @Test
  void valuesAreRoundedWhereTheFileRoundsThem() {
    assertThat(ranges.read(first, input)).contains(new MovingRanges.Rounding("input", true));
    assertThat(ranges.written(first)).isEqualTo(new MovingRanges.Rounding("relu", true));
    assertThat(ranges.written(second)).isEqualTo(new MovingRanges.Rounding("sigmoid", false));
    // Both have the codes that the concatenation needs, but for what has codes of its own.
    assertThat(ranges.read(last, relu)).isEmpty();
    assertThat(ranges.read(last, sigmoid)).contains(new MovingRanges.Rounding("concat", false));
    assertThat(ranges.keepsCodes(last)).isTrue();
  }

  private static Value value(int id, String name) {
    return new Value(id, name, Shape.of(Shape.UNKNOWN, 2, 2, 1));
  }

  private static Step step(Op op, Value output, Value... inputs) {
    return new Step(output.name(), op, List.of(inputs), output);
  }
}
