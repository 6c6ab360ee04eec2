package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.graph.Activation;
import cortado.graph.ElementwiseLayer.ELU;
import cortado.graph.Layer;
import cortado.graph.Layer.ActivationLayer;
import cortado.graph.NamedActivation;
import cortado.graph.OperatorLayer.Celu;
import cortado.graph.OperatorLayer.Elementwise;
import cortado.graph.OperatorLayer.Function;
import cortado.graph.OperatorLayer.Power;
import cortado.graph.OperatorLayer.Reciprocal;
import cortado.graph.OperatorLayer.Shrink;
import cortado.graph.OperatorLayer.Threshold;
import java.util.Map;

/** Activation functions with parameters, by the key of {@link OperatorReader}. */
final class ActivationOperators {
  static final Map<String, OperatorReader.Reader> ALL =
      Map.ofEntries(
          Map.entry("celu", ActivationOperators::celu),
          Map.entry("hardshrink", o -> shrink(o, false)),
          Map.entry("softshrink", o -> shrink(o, true)),
          Map.entry("threshold", ActivationOperators::threshold),
          Map.entry("glu", o -> ofLast(o, NamedActivation.GLU)),
          Map.entry("logsoftmax", o -> ofLast(o, NamedActivation.LOG_SOFTMAX)),
          Map.entry("squareplus", ActivationOperators::squareplus),
          Map.entry("sparseplus", o -> new ActivationLayer(o.name(), NamedActivation.SPARSE_PLUS)),
          Map.entry(
              "sparsesigmoid", o -> new ActivationLayer(o.name(), NamedActivation.SPARSE_SIGMOID)),
          Map.entry("pow", ActivationOperators::power),
          Map.entry("power", ActivationOperators::power));

  private ActivationOperators() {}

  private static Layer celu(Operands o) {
    float alpha = o.number(o.constant(1, "alpha"), 1);
    if (!(alpha > 0)) {
      throw o.refused("alpha " + alpha, "above 0");
    }
    return alpha == 1 ? new ELU(o.name(), 1) : new Celu(o.name(), alpha);
  }

  private static Layer shrink(Operands o, boolean soft) {
    float threshold = o.number(o.constant(1, "threshold"), 0.5f);
    if (threshold < 0) {
      throw o.refused("threshold " + threshold, "0 or above");
    } else if (threshold == 0.5f) {
      return new ActivationLayer(
          o.name(), soft ? NamedActivation.SOFT_SHRINK : NamedActivation.HARD_SHRINK);
    }
    return new Shrink(o.name(), threshold, soft);
  }

  private static Layer threshold(Operands o) {
    float threshold = o.number(o.constant(1, "threshold"), 0);
    return new Threshold(o.name(), threshold, o.number(o.constant(2, "default_value"), 0));
  }

  private static Layer squareplus(Operands o) {
    JsonNode b = o.constant(1, "b");
    if (o.number(b, 4) != 4) {
      throw o.refused("b " + b, "4");
    }
    return new ActivationLayer(o.name(), NamedActivation.SQUAREPLUS);
  }

  private static Layer ofLast(Operands o, NamedActivation f) {
    JsonNode v = o.constant(1, "axis");
    int axis = v.isMissingNode() || v.isNull() ? -1 : o.axes(v).get(0);
    if (axis != -1 && axis != o.rank() - 1) {
      throw o.refused("axis " + axis, "the last");
    }
    return new ActivationLayer(o.name(), f);
  }

  private static Layer power(Operands o) {
    if (!o.isTensor(0, "x") || o.isTensor(1, "y")) {
      throw o.refused("a tensor as exponent", "a number");
    }
    float exponent = o.number(o.constant(1, "y"), Float.NaN);
    if (exponent == 2) {
      return new Elementwise(o.name(), Function.SQUARE);
    } else if (exponent == 0.5f) {
      return new Elementwise(o.name(), Function.SQUARE_ROOT);
    } else if (exponent == -0.5f) {
      return new Elementwise(o.name(), Function.RECIPROCAL_SQUARE_ROOT);
    } else if (exponent == -1) {
      return new Reciprocal(o.name(), 1);
    } else if (exponent == 1) {
      return new ActivationLayer(o.name(), Activation.LINEAR);
    } else if (exponent > 0 && exponent <= 16) {
      return new Power(o.name(), exponent);
    }
    throw o.refused("the exponent " + exponent, "above 0 and up to 16, -0.5, -1");
  }
}
