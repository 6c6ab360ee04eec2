package cortado.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuantizationPlanTest {
  private final Value input = value(0, "input");
  private final Value pooled = value(1, "pool");
  private final Value relu = value(2, "relu");
  private final Value joined = value(3, "concat");
  private final Value sigmoid = value(4, "sigmoid");
  private final Value tanh = value(5, "tanh");
  private final Value softmax = value(6, "softmax");
  private final Value mixed = value(7, "mixed");

  private final Program program =
      new Program(
          List.of(
              step(
                  new Op.Pool(Op.PoolKind.MAX, Size2.ONE, Size2.ONE, Padding.VALID), pooled, input),
              step(new Op.Unary(Op.Function.RELU), relu, pooled),
              step(new Op.Concat(3), joined, pooled, relu),
              step(new Op.Unary(Op.Function.SIGMOID), sigmoid, joined),
              step(new Op.Unary(Op.Function.TANH), tanh, joined),
              step(new Op.Softmax(), softmax, tanh),
              step(new Op.Concat(3), mixed, sigmoid, tanh)),
          List.of(input),
          List.of(mixed, softmax),
          Weights.of(Map.of()));

  private final Calibration calibration =
      new Calibration(
          Map.of(
              "input", new Range(-2, 1),
              "pool", new Range(-1, 1),
              "relu", new Range(0, 5),
              "concat", new Range(-1, 5),
              "mixed", new Range(-1, 1)));

  private final QuantizationPlan plan =
      QuantizationPlan.of(Scheme.of("int8"), program, calibration);

  @Test
  void poolingAndConcatenationShareOneRange() {
    Quantization shared = new Range(-2, 5).quantization();
    for (Value v : List.of(input, pooled, relu, joined)) {
      assertThat(plan.activation(v)).as(v.name()).isEqualTo(shared);
    }
  }

  @Test
  void boundedFunctionsHaveTheCodesOfTheSpecification() {
    assertThat(plan.activation(sigmoid)).isEqualTo(Quantization.perTensor(1 / 256f, -128));
    assertThat(plan.activation(softmax)).isEqualTo(Quantization.perTensor(1 / 256f, -128));
    assertThat(plan.activation(tanh)).isEqualTo(Quantization.perTensor(1 / 128f, 0));
  }

  @Test
  void fixedCodesDoNotSpreadThroughAConcatenation() {
    assertThat(plan.activation(mixed)).isEqualTo(new Range(-1, 1).quantization());
  }

  @Test
  void functionsOfFixedCodesAtAnEndAreRealWhereItGivesFloats() {
    assertThat(integers("int8", program))
        .containsExactly(pooled, relu, joined, sigmoid, tanh, mixed);
    assertThat(integers("uint8", program)).doesNotContain(softmax);

    assertThat(integers("int16x8", program)).contains(softmax);
    assertThat(integers(new Scheme.FullInteger(Scheme.Edge.INT8), program)).contains(softmax);
  }

  @Test
  void whatOnlyMovesARealEndIsRealToo() {
    Value flat = new Value(8, "flat", Shape.of(Shape.UNKNOWN, 32));
    Step last = step(new Op.Unary(Op.Function.SIGMOID), sigmoid, input);
    Step moves = step(new ShapeOp.Reshape(flat.shape()), flat, sigmoid);
    Step reads = step(new Op.Unary(Op.Function.RELU), relu, flat);

    assertThat(integers("int8", ending(List.of(flat), last, moves))).isEmpty();
    assertThat(integers("int8", ending(List.of(flat, relu), last, moves, reads)))
        .as("what another layer reads")
        .containsExactly(sigmoid, flat, relu);
  }

  private Program ending(List<Value> outputs, Step... steps) {
    return new Program(List.of(steps), List.of(input), outputs, Weights.of(Map.of()));
  }

  private List<Value> integers(String scheme, Program p) {
    return integers(Scheme.of(scheme), p);
  }

  /** What is computed in integers. */
  private static List<Value> integers(Scheme scheme, Program p) {
    Map<String, Range> ranges =
        Stream.concat(p.inputs().stream(), p.steps().stream().map(Step::output))
            .collect(Collectors.toMap(Value::name, v -> new Range(-1, 1)));
    QuantizationPlan plan = QuantizationPlan.of(scheme, p, new Calibration(ranges));
    return p.steps().stream().filter(plan::isInteger).map(Step::output).toList();
  }

  @Test
  void schemesMayDifferFromStepToStep() {
    QuantizationPlan perLayer =
        QuantizationPlan.of(
            Scheme.of("int8"),
            s -> Scheme.of(s.layer().equals("relu") ? "float16" : "int8"),
            program,
            calibration);
    assertThat(program.steps().stream().map(perLayer::scheme).map(Scheme::id))
        .containsExactly("int8", "float16", "int8", "int8", "int8", "int8", "int8");
  }

  @Test
  void aValueThatWasNotCalibratedIsNamed() {
    assertThatThrownBy(
            () -> QuantizationPlan.of(Scheme.of("int8"), program, new Calibration(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input");
  }

  private static Value value(int id, String name) {
    return new Value(id, name, Shape.of(Shape.UNKNOWN, 4, 4, 2));
  }

  private static Step step(Op op, Value out, Value... in) {
    return new Step(out.name(), op, List.of(in), out);
  }
}
