package cortado.ops;

import cortado.tensor.Shape;

/**
 * How many multiply-adds a program takes for one sample: those of convolutions and matrix products,
 * as the literature counts them.
 */
public final class Cost {
  private final Program program;

  private Cost(Program program) {
    this.program = program;
  }

  public static long multiplyAdds(Program program) {
    Cost cost = new Cost(program);
    return program.steps().stream().mapToLong(cost::ofStep).sum();
  }

  /** The multiply-adds of one step of a program; 0 where an image's extent is unknown. */
  public static long multiplyAdds(Program program, Step step) {
    return new Cost(program).ofStep(step);
  }

  private long ofStep(Step s) {
    if (s.op() instanceof Op.Product) {
      Shape out = s.output().shape().withDim(0, 1);
      int summed = s.input().shape().dim(-1);
      return out.isKnown() && summed != Shape.UNKNOWN ? out.elements() * summed : 0;
    } else if (!(s.op() instanceof LinearOp linear)) {
      return 0;
    } else {
      return ofLinear(linear, s);
    }
  }

  private long ofLinear(LinearOp linear, Step s) {
    // A transposed convolution applies its kernel once for each input position.
    Value counted = linear instanceof LinearOp.TransposedConvolution ? s.input() : s.output();
    Shape one = counted.shape().withDim(0, 1);
    if (!one.isKnown()) {
      return 0;
    }
    long positions = one.elements() / one.dim(-1);
    return positions * program.weights().get(linear.kernel()).shape().elements();
  }
}
