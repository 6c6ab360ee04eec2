package cortado.ops;

import cortado.UserError;
import cortado.graph.OperatorLayer;
import cortado.graph.ProductLayer;
import cortado.graph.ProductLayer.Dot;
import cortado.tensor.Shape;
import java.util.List;

/** Products of two inputs. */
final class ProductLowering {
  private static final String LETTERS = "bcdefghijklmnopqrstuvwxyz";

  private ProductLowering() {}

  static Value lower(ProductLayer layer, LayerSteps s) {
    if (layer instanceof Dot l) {
      return dot(l, s);
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  private static Value dot(Dot l, LayerSteps s) {
    requireTwo(s);
    Value a = s.inputs().get(0);
    Value b = s.inputs().get(1);
    int x = axis(l.firstAxis(), a, s);
    int y = axis(l.secondAxis(), b, s);
    if (l.normalize()) {
      a = NormalizationLowering.unit(List.of(x), s.on(a).part("first normalized"));
      b = NormalizationLowering.unit(List.of(y), s.on(b).part("second normalized"));
    }
    String first = LETTERS.substring(0, a.shape().rank());
    StringBuilder second = new StringBuilder("b");
    second.append(LETTERS, first.length(), first.length() + b.shape().rank() - 1);
    second.setCharAt(y, first.charAt(x));
    String sum = first.substring(x, x + 1);
    String output = first.replace(sum, "") + second.substring(1).replace(sum, "");
    return new Contraction(first, second.toString(), output).of(a, b, s);
  }

  private static int axis(int axis, Value v, LayerSteps s) {
    int rank = v.shape().rank();
    int index = axis < 0 ? axis + rank : axis;
    if (index < 1 || index >= rank) {
      throw UserError.because("The layer '" + s.layer() + "' sums along an axis that is not there")
          .received("axis " + axis + " of " + v.shape())
          .allowed("1 to " + (rank - 1));
    }
    return index;
  }

  /** Matrix products of the last two axes. */
  static Value matrices(OperatorLayer.MatrixProduct l, LayerSteps s) {
    requireTwo(s);
    Value a = s.inputs().get(0);
    Value b = s.inputs().get(1);
    int rank = a.shape().rank();
    if (rank < 3 || b.shape().rank() != rank) {
      throw misfit(a, b, s);
    }
    ShapeOp swap = ShapeOp.Transpose.swap(rank, rank - 2, rank - 1);
    Value left = l.transposeFirst() ? s.moved("turned", swap, a) : a;
    Shape out = left.shape().withDim(-1, b.shape().dim(l.transposeSecond() ? -2 : -1));
    for (int axis = 1; axis < rank - 2; axis++) {
      int x = out.dim(axis);
      int y = b.shape().dim(axis);
      if (x != y && x != 1 && y != 1) {
        throw misfit(a, b, s);
      }
      out = out.withDim(axis, x == 1 ? y : x);
    }
    int columns = left.shape().dim(-1);
    int rows = b.shape().dim(l.transposeSecond() ? -1 : -2);
    if (columns != rows && columns != Shape.UNKNOWN && rows != Shape.UNKNOWN) {
      throw misfit(a, b, s);
    }
    return s.last(new Op.Product(l.transposeSecond()), out, List.of(left, b));
  }

  /** Any product that Einstein's notation tells. */
  static Value einsum(OperatorLayer.Einsum l, LayerSteps s) {
    requireTwo(s);
    Value a = s.inputs().get(0);
    Value b = s.inputs().get(1);
    if (l.first().length() != a.shape().rank() || l.second().length() != b.shape().rank()) {
      throw misfit(a, b, s);
    }
    return new Contraction(l.first(), l.second(), l.output()).of(a, b, s);
  }

  private static void requireTwo(LayerSteps s) {
    if (s.inputs().size() != 2) {
      throw UserError.because("The layer '" + s.layer() + "' has a wrong number of inputs")
          .received(s.inputs().size())
          .allowed(2);
    }
  }

  private static UserError misfit(Value a, Value b, LayerSteps s) {
    return UserError.because("The layer '" + s.layer() + "' multiplies matrices that do not fit")
        .received(a.shape() + " and " + b.shape())
        .allowed("two tensors of one rank from 3, with as many columns as the second has rows");
  }
}
