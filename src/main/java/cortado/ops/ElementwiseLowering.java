package cortado.ops;

import cortado.UserError;
import cortado.graph.ElementwiseLayer;
import cortado.graph.ElementwiseLayer.ELU;
import cortado.graph.ElementwiseLayer.LeakyReLU;
import cortado.graph.ElementwiseLayer.Merge;
import cortado.graph.ElementwiseLayer.Merging;
import cortado.graph.ElementwiseLayer.PReLU;
import cortado.graph.ElementwiseLayer.ReLU;
import cortado.graph.ElementwiseLayer.ScaledSum;
import cortado.graph.ElementwiseLayer.Softmax;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Activation layers with parameters, and arithmetic on several inputs. */
final class ElementwiseLowering {
  private ElementwiseLowering() {}

  static Value lower(ElementwiseLayer layer, LayerSteps s) {
    if (layer instanceof ReLU l) {
      return relu(l, s);
    } else if (layer instanceof LeakyReLU l) {
      return s.last(new Op.LeakyRelu(l.slope()), s.input());
    } else if (layer instanceof ELU l) {
      return ActivationLowering.elu(l.alpha(), 1, s.input(), s);
    } else if (layer instanceof PReLU l) {
      return s.last(new Op.ParametricRelu(s.weight("alpha")), s.input());
    } else if (layer instanceof Softmax l) {
      return softmax(l, s);
    } else if (layer instanceof ScaledSum l) {
      return scaledSum(l, s);
    } else if (layer instanceof Merge l) {
      return merge(l, s);
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  private static Value relu(ReLU l, LayerSteps s) {
    Value x = s.input();
    boolean bounded = !Float.isInfinite(l.max());
    if (!bounded && l.threshold() == 0) {
      return s.last(
          l.slope() == 0 ? new Op.Unary(Op.Function.RELU) : new Op.LeakyRelu(l.slope()), x);
    } else if (l.slope() == 0) {
      return above(l, x, s);
    }
    Value negated = s.step("negated", new Op.Affine(-1, l.threshold()), x);
    Value below = s.step("below", new Op.Unary(Op.Function.RELU), negated);
    return s.last(
        new Op.Binary(Op.Operator.ADD),
        above(l, x, s.part("above")),
        s.step("below/scaled", new Op.Affine(-l.slope(), 0), below));
  }

  /** x above the threshold, else 0, and no more than the bound. */
  private static Value above(ReLU l, Value x, LayerSteps s) {
    boolean bounded = !Float.isInfinite(l.max());
    if (l.threshold() == 0) {
      return bounded
          ? ActivationLowering.bounded(l.max(), x, s)
          : s.last(new Op.Unary(Op.Function.RELU), x);
    }
    Value moved = s.step("moved", new Op.Affine(1, -l.threshold()), x);
    Value step = s.step("step", new Op.Unary(Op.Function.STEP), moved);
    Op product = new Op.Binary(Op.Operator.MULTIPLY);
    return bounded
        ? ActivationLowering.bounded(l.max(), s.step("kept", product, x, step), s)
        : s.last(product, x, step);
  }

  private static Value softmax(Softmax l, LayerSteps s) {
    int rank = s.shape().rank();
    int axis = s.shape().index(l.axis());
    if (axis == rank - 1) {
      return s.last(new Op.Softmax(), s.input());
    } else if (axis == 0) {
      throw UserError.because("The layer '" + s.layer() + "' mixes the samples of a batch")
          .received("axis " + l.axis())
          .allowed("1 to " + (rank - 1));
    }
    ShapeOp swap = ShapeOp.Transpose.swap(rank, axis, rank - 1);
    Value turned = s.moved("turned", swap, s.input());
    return s.lastMoved(swap, s.step("softmax", new Op.Softmax(), turned));
  }

  private static Value scaledSum(ScaledSum l, LayerSteps s) {
    if (s.inputs().size() != 2) {
      throw UserError.because("The layer '" + s.layer() + "' has a wrong number of inputs")
          .received(s.inputs().size())
          .allowed(2);
    }
    Value second = s.step("scaled", new Op.Affine(l.scale(), 0), s.inputs().get(1));
    Shape shape = broadcast(s.shape(), second.shape(), s);
    return s.last(new Op.Binary(Op.Operator.ADD), shape, List.of(s.input(), second));
  }

  private static Value merge(Merge l, LayerSteps s) {
    List<Value> in = s.inputs();
    boolean subtracts = l.merging() == Merging.SUBTRACT;
    if (in.size() < 2 || subtracts && in.size() > 2) {
      throw UserError.because("The layer '" + s.layer() + "' has a wrong number of inputs")
          .received(in.size())
          .allowed(subtracts ? "2" : "2 or more");
    }
    if (l.merging() != Merging.AVERAGE) {
      return chained(operator(l.merging()), s);
    }
    Value sum = chained(Op.Operator.ADD, s.part("sum"));
    return s.last(new Op.Affine(1f / s.inputs().size(), 0), sum);
  }

  /** A function of the first two inputs, of that and the third, and so on. */
  static Value chained(Op.Operator operator, LayerSteps s) {
    List<Value> in = ranked(s);
    Op op = new Op.Binary(operator);
    Value sum = in.get(0);
    for (int i = 1; i < in.size(); i++) {
      Value next = in.get(i);
      Shape shape = broadcast(sum.shape(), next.shape(), s);
      sum =
          i == in.size() - 1
              ? s.last(op, shape, List.of(sum, next))
              : s.step("first " + (i + 1), op, shape, sum, next);
    }
    return sum;
  }

  /** The inputs with one rank: those of fewer axes get some of extent 1 after the batch. */
  private static List<Value> ranked(LayerSteps s) {
    int rank = s.inputs().stream().mapToInt(v -> v.shape().rank()).max().orElse(0);
    List<Value> same = new ArrayList<>();
    for (Value v : s.inputs()) {
      Shape x = v.shape();
      if (x.rank() == rank) {
        same.add(v);
        continue;
      }
      int[] dims = new int[rank];
      Arrays.fill(dims, 1);
      dims[0] = x.dim(0);
      for (int axis = 1; axis < x.rank(); axis++) {
        dims[rank - x.rank() + axis] = x.dim(axis);
      }
      same.add(s.moved("rank " + same.size(), new ShapeOp.Reshape(Shape.of(dims)), v));
    }
    return same;
  }

  private static Op.Operator operator(Merging merging) {
    return switch (merging) {
      case ADD, AVERAGE -> Op.Operator.ADD;
      case SUBTRACT -> Op.Operator.SUBTRACT;
      case MULTIPLY -> Op.Operator.MULTIPLY;
      case MAXIMUM -> Op.Operator.MAXIMUM;
      case MINIMUM -> Op.Operator.MINIMUM;
    };
  }

  private static Shape broadcast(Shape a, Shape b, LayerSteps s) {
    boolean fits = a.rank() == b.rank();
    Shape out = a;
    for (int axis = 0; fits && axis < a.rank(); axis++) {
      int x = a.dim(axis);
      int y = b.dim(axis);
      fits = x == y || x == 1 || y == 1;
      out = out.withDim(axis, x == 1 ? y : x);
    }
    if (!fits) {
      throw UserError.because("The layer '" + s.layer() + "' takes inputs that do not fit")
          .received(a + " and " + b)
          .allowed("along each axis equal extents or 1");
    }
    return out;
  }
}
