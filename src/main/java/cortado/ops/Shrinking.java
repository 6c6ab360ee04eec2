package cortado.ops;

import cortado.UserError;

/** Functions with a step or a dead zone, and powers, put together from other ops. */
final class Shrinking {
  private static final int MOST_PRODUCTS = 16;

  private Shrinking() {}

  /** relu(x - threshold) - relu(-x - threshold). */
  static Value soft(float threshold, Value x, LayerSteps s) {
    Op relu = new Op.Unary(Op.Function.RELU);
    Value up = s.step("above/moved", new Op.Affine(1, -threshold), x);
    Value down = s.step("below/moved", new Op.Affine(-1, -threshold), x);
    Value above = s.step("above", relu, up);
    return s.last(new Op.Binary(Op.Operator.SUBTRACT), above, s.step("below", relu, down));
  }

  /** x step(|x| - threshold). */
  static Value hard(float threshold, Value x, LayerSteps s) {
    Value size = s.step("size", new Op.Unary(Op.Function.ABSOLUTE), x);
    Value moved = s.step("moved", new Op.Affine(1, -threshold), size);
    Value step = s.step("step", new Op.Unary(Op.Function.STEP), moved);
    return s.last(new Op.Binary(Op.Operator.MULTIPLY), x, step);
  }

  /** step(x - threshold) (x - otherwise) + otherwise. */
  static Value threshold(float threshold, float otherwise, LayerSteps s) {
    Value x = s.input();
    Value moved = s.step("moved", new Op.Affine(1, -threshold), x);
    Value step = s.step("step", new Op.Unary(Op.Function.STEP), moved);
    Op product = new Op.Binary(Op.Operator.MULTIPLY);
    if (otherwise == 0) {
      return s.last(product, x, step);
    }
    Value from = s.step("from constant", new Op.Affine(1, -otherwise), x);
    return s.last(new Op.Affine(1, otherwise), s.step("kept", product, step, from));
  }

  /** alpha elu(x / alpha). */
  static Value celu(float alpha, LayerSteps s) {
    Value scaled = s.step("scaled", new Op.Affine(1 / alpha, 0), s.input());
    Value elu = s.step("elu", new Op.Unary(Op.Function.ELU), scaled);
    return s.last(new Op.Affine(alpha, 0), elu);
  }

  /** Products for a whole exponent, else exp(exponent log(x)). */
  static Value power(float exponent, LayerSteps s) {
    Value x = s.input();
    if (exponent != (int) exponent) {
      Value log = s.step("log", new Op.Unary(Op.Function.LOGARITHM), x);
      Value scaled = s.step("scaled", new Op.Affine(exponent, 0), log);
      return s.last(new Op.Unary(Op.Function.EXPONENTIAL), scaled);
    }
    int n = (int) exponent;
    if (n < 2 || n > MOST_PRODUCTS) {
      throw UserError.because("The layer '" + s.layer() + "' takes a power that is not supported")
          .received(exponent)
          .allowed("2 to " + MOST_PRODUCTS);
    }
    Op product = new Op.Binary(Op.Operator.MULTIPLY);
    Value power = x;
    for (int i = 2; i < n; i++) {
      power = s.step("power " + i, product, power, x);
    }
    return s.last(product, power, x);
  }
}
