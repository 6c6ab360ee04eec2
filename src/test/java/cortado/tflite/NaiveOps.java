package cortado.tflite;

import cortado.graph.Interpolation;
import cortado.ops.Op;
import cortado.tensor.Shape;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Definitions of ops without weights, on values of batch 1 in double precision. */
final class NaiveOps {
  private NaiveOps() {}

  static double function(Op.Function f, double x) {
    return switch (f) {
      case RELU -> Math.max(0, x);
      case RELU6 -> Math.min(6, Math.max(0, x));
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case ELU -> x > 0 ? x : Math.expm1(x);
      case GELU -> x * normalDistribution(x);
      case SOFTPLUS -> Math.log1p(Math.exp(x));
      case GELU_TANH ->
          x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case EXPONENTIAL -> Math.exp(x);
      case HARD_SWISH -> x * Math.min(6, Math.max(0, x + 3)) / 6;
      case STEP -> x > 0 ? 1 : 0;
      case ABSOLUTE -> Math.abs(x);
      case SQUARE -> x * x;
      case SQUARE_ROOT -> Math.sqrt(x);
      case RECIPROCAL_SQUARE_ROOT -> 1 / Math.sqrt(x);
      case LOGARITHM -> Math.log(x);
    };
  }

  /** The integral of the normal density up to x, by Simpson's rule from 0. */
  private static double normalDistribution(double x) {
    int n = 2000;
    double h = x / n;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double weight = i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * Math.exp(-i * h * i * h / 2);
    }
    return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
  }

  static double[] each(double[] x, DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).toArray();
  }

  static double[] binary(Op.Operator f, Shape a, double[] x, Shape b, double[] y, Shape out) {
    DoubleBinaryOperator operator =
        switch (f) {
          case ADD -> Double::sum;
          case SUBTRACT -> (u, v) -> u - v;
          case MULTIPLY -> (u, v) -> u * v;
          case DIVIDE -> (u, v) -> u / v;
          case MAXIMUM -> Math::max;
          case MINIMUM -> Math::min;
        };
    double[] z = new double[Math.toIntExact(out.elements())];
    for (int i = 0; i < z.length; i++) {
      z[i] = operator.applyAsDouble(x[broadcast(i, out, a)], y[broadcast(i, out, b)]);
    }
    return z;
  }

  static double[] product(boolean transposed, Shape a, double[] x, Shape b, double[] y, Shape out) {
    int rows = out.dim(-2);
    int columns = out.dim(-1);
    int summed = a.dim(-1);
    Shape positions = out.withDim(-1, 1).withDim(-2, 1);
    double[] z = new double[Math.toIntExact(out.elements())];
    for (int i = 0; i < z.length; i++) {
      int position = i / (rows * columns);
      int m = broadcast(position, positions, a.withDim(-1, 1).withDim(-2, 1)) * rows * summed;
      int n = broadcast(position, positions, b.withDim(-1, 1).withDim(-2, 1)) * columns * summed;
      for (int k = 0; k < summed; k++) {
        int column = i % columns;
        double right = y[n + (transposed ? column * summed + k : k * columns + column)];
        z[i] += x[m + i / columns % rows * summed + k] * right;
      }
    }
    return z;
  }

  private static int broadcast(int index, Shape out, Shape in) {
    int from = 0;
    int stride = 1;
    int rest = index;
    for (int axis = out.rank() - 1; axis >= 0; axis--) {
      from += in.dim(axis) == 1 ? 0 : rest % out.dim(axis) * stride;
      stride *= in.dim(axis);
      rest /= out.dim(axis);
    }
    return from;
  }

  static double[] reduce(Op.Reduce op, double[] x, Shape in) {
    boolean max = op.kind() == Op.PoolKind.MAX;
    double[] y = new double[Math.toIntExact(op.output(in).elements())];
    Arrays.fill(y, max ? Double.NEGATIVE_INFINITY : 0);
    double share = (double) y.length / x.length;
    for (int i = 0; i < x.length; i++) {
      int[] at = position(i, in);
      int to = 0;
      for (int axis = 0; axis < at.length; axis++) {
        to = op.axes().contains(axis) ? to : to * in.dim(axis) + at[axis];
      }
      y[to] = max ? Math.max(y[to], x[i]) : y[to] + x[i] * share;
    }
    return y;
  }

  /** Where along an axis of the input a value of the output comes from. */
  interface Source {
    int of(int[] position, int axis);
  }

  /** Values from elsewhere, zeros where that is outside. */
  static double[] moved(double[] x, Shape in, Shape out, Source source) {
    double[] y = new double[Math.toIntExact(out.elements())];
    for (int i = 0; i < y.length; i++) {
      int[] at = position(i, out);
      int from = 0;
      boolean inside = true;
      for (int axis = 0; axis < in.rank(); axis++) {
        int k = source.of(at, axis);
        inside &= k >= 0 && k < in.dim(axis);
        from = from * in.dim(axis) + k;
      }
      y[i] = inside ? x[from] : 0;
    }
    return y;
  }

  private static int[] position(int index, Shape shape) {
    int[] at = new int[shape.rank()];
    for (int axis = shape.rank() - 1, rest = index; axis >= 0; axis--) {
      at[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return at;
  }

  static double[] resize(Op.Resize op, double[] x, Shape in, Shape out) {
    double[] y = new double[Math.toIntExact(out.elements())];
    for (int i = 0; i < y.length; i++) {
      int c = i % out.dim(3);
      int column = i / out.dim(3) % out.dim(2);
      int row = i / out.dim(3) / out.dim(2);
      double u = (row + 0.5) * in.dim(1) / out.dim(1) - 0.5;
      double v = (column + 0.5) * in.dim(2) / out.dim(2) - 0.5;
      y[i] =
          op.interpolation() == Interpolation.NEAREST
              ? at(x, in, Math.floor(u + 0.5), Math.floor(v + 0.5), c)
              : bilinear(x, in, u, v, c);
    }
    return y;
  }

  private static double bilinear(double[] x, Shape in, double u, double v, int c) {
    double top = Math.floor(u);
    double left = Math.floor(v);
    double above = mix(v - left, at(x, in, top, left, c), at(x, in, top, left + 1, c));
    double below = mix(v - left, at(x, in, top + 1, left, c), at(x, in, top + 1, left + 1, c));
    return mix(u - top, above, below);
  }

  private static double mix(double share, double a, double b) {
    return a * (1 - share) + b * share;
  }

  private static double at(double[] x, Shape in, double row, double column, int c) {
    int r = (int) Math.max(0, Math.min(in.dim(1) - 1, row));
    int k = (int) Math.max(0, Math.min(in.dim(2) - 1, column));
    return x[(r * in.dim(2) + k) * in.dim(3) + c];
  }
}
