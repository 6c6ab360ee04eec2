package cortado.tensorflow;

import static cortado.tensorflow.GradientCases.weight;
import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tensorflow.GradientCases.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each op's gradients, by its input and by its weights, against central differences. */
class GradientTest {
  @ParameterizedTest
  @MethodSource("cortado.tensorflow.GradientCases#all")
  void gradientsAreThoseOfCentralDifferences(Case c) {
    Random random = new Random(5);
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    c.weights().forEach((name, s) -> weights.put(weight(name), GradientCheck.gaussian(random, s)));
    Tensor input = GradientCheck.gaussian(random, c.input());
    assertThat(GradientCheck.misfit(program(c, weights), List.of(input), 5)).isEmpty();
  }

  private static Program program(Case c, Map<WeightId, Tensor> weights) {
    Value x = new Value(0, "x", c.input().withDim(0, Shape.UNKNOWN));
    Value y = new Value(1, "y", c.output().withDim(0, Shape.UNKNOWN));
    List<Step> steps = new ArrayList<>();
    List<Value> inputs = c.op() instanceof Op.Concat ? List.of(x, x) : List.of(x);
    if (c.op() instanceof Op.Binary || c.op() instanceof Op.Product) {
      Value other = new Value(2, "other", x.shape());
      steps.add(new Step("layer", new Op.Affine(-0.5f, 0.3f), inputs, other));
      inputs = List.of(x, other);
    }
    if (ofPositives(c.op())) {
      Value last = inputs.get(inputs.size() - 1);
      Value positive = new Value(3, "positive", x.shape());
      steps.add(new Step("layer", new Op.Unary(Op.Function.EXPONENTIAL), List.of(last), positive));
      inputs = inputs.size() == 1 ? List.of(positive) : List.of(x, positive);
    }
    steps.add(new Step("layer", c.op(), inputs, y));
    return new Program(steps, List.of(x), List.of(y), Weights.of(weights));
  }

  private static boolean ofPositives(Op op) {
    return op instanceof Op.Binary b && b.operator() == Op.Operator.DIVIDE
        || op instanceof Op.Unary u
            && switch (u.function()) {
              case SQUARE_ROOT, RECIPROCAL_SQUARE_ROOT, LOGARITHM -> true;
              default -> false;
            };
  }
}
