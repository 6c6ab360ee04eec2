package cortado.tflite;

import cortado.graph.Border;
import cortado.graph.Interpolation;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.ops.Beyond;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Span;
import cortado.ops.Value;
import cortado.tensor.Shape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Programs of one op, or of few that meet, by what they show. */
final class OpPrograms {
  private static final Optional<Op.Function> NONE = Optional.empty();
  private static final Optional<Op.Function> RELU6 = Optional.of(Op.Function.RELU6);
  private static final Optional<Op.Function> RELU = Optional.of(Op.Function.RELU);

  private static final Set<Op.Function> POSITIVE =
      EnumSet.of(
          Op.Function.SQUARE_ROOT, Op.Function.RECIPROCAL_SQUARE_ROOT, Op.Function.LOGARITHM);

  private OpPrograms() {}

  static Map<String, Program> all() {
    Map<String, Program> all = new TreeMap<>();
    for (Padding padding : Padding.values()) {
      all.put("convolution 3x3, stride 2, " + padding, convolution(padding, 3, 2, 1, 1, RELU));
      all.put("convolution 2x2, " + padding, convolution(padding, 2, 1, 1, 1, NONE));
      all.put("convolution dilated, " + padding, convolution(padding, 3, 1, 2, 1, NONE));
      all.put("convolution in 2 groups, " + padding, convolution(padding, 3, 1, 1, 2, RELU));
      all.put("transposed 2x2, stride 2, " + padding, transposed(padding, 2, 2, NONE));
      all.put("transposed 3x3, stride 2, " + padding, transposed(padding, 3, 2, RELU));
      all.put("transposed 3x3, stride 1, " + padding, transposed(padding, 3, 1, NONE));
      all.put("transposed 2x2, stride 3, " + padding, transposed(padding, 2, 3, NONE));
      all.put("transposed dilated, " + padding, transposedDilated(padding));
      all.put("transposed row, " + padding, transposedRow(padding));
      all.put("convolution dilated, stride 2, " + padding, convolution(padding, 3, 2, 2, 1, NONE));
      all.put("convolution dilated in groups, " + padding, convolution(padding, 3, 1, 2, 4, NONE));
      all.put("depthwise, unequal strides, " + padding, unequal(padding, Size2.ONE));
      all.put("depthwise, unequal, dilated, " + padding, unequal(padding, new Size2(2, 1)));
      all.put("depthwise row, " + padding, depthwiseRow(padding));
      all.put("depthwise 3x3, " + padding, depthwise(padding, new Size2(3, 3), 1, 1, 1, RELU6));
      all.put(
          "depthwise 3x2, stride 2, " + padding,
          depthwise(padding, new Size2(3, 2), 2, 1, 2, NONE));
      all.put("depthwise dilated, " + padding, depthwise(padding, new Size2(3, 3), 1, 2, 1, NONE));
      all.put("convolution of one row, " + padding, row(padding));
      all.put("max pool, " + padding, pool(Op.PoolKind.MAX, padding));
      all.put("average pool, " + padding, pool(Op.PoolKind.AVERAGE, padding));
    }
    all.put("dense", dense(NONE, 40));
    all.put("dense relu", dense(RELU, 40));
    all.put("dense on images", dense(RELU, 4, 5, 40));
    all.put("batch norm on images", batchNorm(4, 5, 3));
    all.put("batch norm on vectors", batchNorm(7));
    all.put("batch norm on rows", batchNorm(6, 7));
    for (Op.Function f : Op.Function.values()) {
      all.put("unary " + f, unary(new Op.Unary(f), POSITIVE.contains(f)));
    }
    for (Op.Operator f : Op.Operator.values()) {
      all.put("binary " + f, binary(f, 4, 5, 6));
      all.put("binary with channels " + f, binary(f, 1, 1, 6));
    }
    all.put("maximum of a sigmoid", maximumOfSigmoid());
    for (int[] alpha : List.of(new int[] {1, 1, 6}, new int[] {4, 5, 6}, new int[] {1, 5, 1})) {
      all.put("parametric relu " + Arrays.toString(alpha), parametricRelu(alpha));
    }
    for (List<Integer> axes : List.of(List.of(3), List.of(1, 3), List.of(1, 2, 3))) {
      all.put("standardize " + axes, unary(new Op.Standardize(axes, 1e-3f, true)));
    }
    all.put("standardize uncentered", unary(new Op.Standardize(List.of(3), 1e-3f, false)));
    all.put("scale on images", scale(4, 5, 6));
    all.put("scale on rows", scale(5, 6));
    all.put("leaky relu", unary(new Op.LeakyRelu(0.3f)));
    all.put("affine", unary(new Op.Affine(-0.4f, 0.7f)));
    all.put("affine on vectors", affine());
    Border border = new Border(1, 0, 0, 2);
    all.put("pad", spatial(ShapeOp.Pad.image(border)));
    all.put("pad of channels", spatial(new ShapeOp.Pad(List.of(0, 1, 0, 2), List.of(0, 0, 3, 1))));
    all.put("crop", spatial(ShapeOp.Slice.crop(border)));
    all.put("slice with steps", spatial(sliced(new Span(-3, -1, 1), new Span(1, Span.OPEN, 3))));
    all.put("transpose", spatial(new ShapeOp.Transpose(List.of(0, 3, 1, 2))));
    all.put("space to depth", spaceToDepth());
    all.put("depth to space", depthToSpace());
    all.put("transpose of rank 6", transposeOfRank6());
    for (Op.PoolKind kind : Op.PoolKind.values()) {
      Op.Reduce rows = new Op.Reduce(kind, List.of(1, 3), false);
      all.put("reduced rows and channels " + kind, spatial(rows, 5));
    }
    for (Op.PoolKind kind : Op.PoolKind.values()) {
      all.put("global " + kind, spatial(new Op.Reduce(kind, List.of(1, 2), false), 6));
      all.put(
          "global, kept axes " + kind, spatial(new Op.Reduce(kind, List.of(1, 2), true), 1, 1, 6));
      all.put("global of signals " + kind, globalOfSignals(kind));
    }
    for (Interpolation how : Interpolation.values()) {
      all.put("resize " + how, spatial(resize(how, 2, 2), 8, 10, 6));
      all.put("resize unevenly " + how, spatial(resize(how, 3, 1), 12, 5, 6));
      all.put("resize to 7x3 " + how, spatial(new Op.Resize(how, Optional.empty()), 7, 3, 6));
    }
    for (boolean transposed : List.of(false, true)) {
      String name = transposed ? "product with transposed" : "product";
      all.put(name, product(transposed, new int[] {5, 7}, 6, 7));
      all.put(name + " of 3 heads", product(transposed, new int[] {3, 5, 7}, 3, 6, 7));
      all.put(name + " for all heads", product(transposed, new int[] {3, 5, 7}, 1, 6, 7));
    }
    all.put("softmax", unary(new Op.Softmax()));
    all.put("concat of channels", concat(3));
    all.put("concat of rows", concat(1));
    all.put("concat of a sigmoid", concatOfSigmoid());
    all.put("reshape", reshape());
    all.put("two inputs, two outputs", twoInputsTwoOutputs());
    return all;
  }

  private static Program convolution(
      Padding padding, int kernel, int stride, int dilation, int groups, Optional<Op.Function> f) {
    Programs p = new Programs(1);
    Value x = p.input(9, 8, 16);
    int covered = padding == Padding.SAME ? 1 : (kernel - 1) * dilation + 1;
    int height = (9 - covered) / stride + 1;
    int width = (8 - covered) / stride + 1;
    Op op =
        new LinearOp.Convolution(
            p.weight("kernel", 0, 0.1, kernel, kernel, 16 / groups, 20),
            p.bias(20),
            Size2.square(stride),
            padding,
            Size2.square(dilation),
            groups,
            f);
    return p.build(p.step(op, new int[] {height, width, 20}, x));
  }

  private static Program depthwise(
      Padding padding,
      Size2 kernel,
      int stride,
      int dilation,
      int multiplier,
      Optional<Op.Function> f) {
    Programs p = new Programs(11);
    Value x = p.input(9, 8, 10);
    boolean same = padding == Padding.SAME;
    int height = (9 - (same ? 1 : (kernel.height() - 1) * dilation + 1)) / stride + 1;
    int width = (8 - (same ? 1 : (kernel.width() - 1) * dilation + 1)) / stride + 1;
    Op op =
        new LinearOp.DepthwiseConvolution(
            p.weight("kernel", 0, 0.3, kernel.height(), kernel.width(), 10, multiplier),
            p.bias(10 * multiplier),
            Size2.square(stride),
            padding,
            Size2.square(dilation),
            f);
    return p.build(p.step(op, new int[] {height, width, 10 * multiplier}, x));
  }

  private static Program row(Padding padding) {
    Programs p = new Programs(12);
    Value x = p.input(1, 20, 16);
    Op op =
        new LinearOp.Convolution(
            p.weight("kernel", 0, 0.1, 5, 16, 20),
            p.bias(20),
            Size2.ONE,
            padding,
            new Size2(1, 2),
            1,
            RELU);
    return p.build(p.step(op, new int[] {1, padding == Padding.SAME ? 20 : 12, 20}, x));
  }

  private static Program binary(Op.Operator f, int... second) {
    Programs p = new Programs(13);
    Value a = p.input(4, 5, 6);
    Value b = p.input(second);
    if (f == Op.Operator.DIVIDE) {
      b = p.step(new Op.Unary(Op.Function.EXPONENTIAL), second, b);
    }
    return p.build(p.step(new Op.Binary(f), new int[] {4, 5, 6}, a, b));
  }

  /** The second has its columns outermost, so that it is to be transposed. */
  private static Program product(boolean transposed, int[] first, int... second) {
    Programs p = new Programs(25);
    Value a = p.input(first);
    int rank = second.length;
    int[] matrix = second.clone();
    if (!transposed) {
      matrix[rank - 2] = second[rank - 1];
      matrix[rank - 1] = second[rank - 2];
    }
    int[] out = first.clone();
    out[rank - 1] = second[rank - 2];
    return p.build(p.step(new Op.Product(transposed), out, a, p.input(matrix)));
  }

  private static Program maximumOfSigmoid() {
    Programs p = new Programs(14);
    Value a = p.input(4, 5, 6);
    Value s = p.step(new Op.Unary(Op.Function.SIGMOID), new int[] {4, 5, 6}, a);
    return p.build(p.step(new Op.Binary(Op.Operator.MAXIMUM), new int[] {4, 5, 6}, a, s));
  }

  private static Program affine() {
    Programs p = new Programs(15);
    return p.build(p.step(new Op.Affine(2, -1), new int[] {7}, p.input(7)));
  }

  private static Op resize(Interpolation how, int height, int width) {
    return new Op.Resize(how, Optional.of(new Size2(height, width)));
  }

  private static ShapeOp.Slice sliced(Span rows, Span columns) {
    return new ShapeOp.Slice(List.of(Span.ALL, rows, columns, Span.ALL));
  }

  private static Program spaceToDepth() {
    Programs p = new Programs(23);
    return p.build(p.step(new ShapeOp.SpaceToDepth(2), new int[] {2, 3, 20}, p.input(4, 6, 5)));
  }

  private static Program depthToSpace() {
    Programs p = new Programs(24);
    return p.build(p.step(new ShapeOp.DepthToSpace(3), new int[] {6, 9, 2}, p.input(2, 3, 18)));
  }

  private static Program transposeOfRank6() {
    Programs p = new Programs(18);
    Value x = p.input(2, 3, 2, 2, 3);
    Op op = new ShapeOp.Transpose(List.of(0, 2, 4, 1, 3, 5));
    return p.build(p.step(op, new int[] {3, 2, 2, 2, 3}, x));
  }

  private static Program spatial(ShapeOp op) {
    int[] out = op.output(Shape.of(1, 4, 5, 6)).dims();
    return spatial(op, Arrays.copyOfRange(out, 1, out.length));
  }

  private static Program spatial(Op op, int... out) {
    Programs p = new Programs(16);
    return p.build(p.step(op, out, p.input(4, 5, 6)));
  }

  private static Program globalOfSignals(Op.PoolKind kind) {
    Programs p = new Programs(17);
    return p.build(p.step(new Op.Reduce(kind, List.of(1), false), new int[] {6}, p.input(9, 6)));
  }

  private static Program transposed(
      Padding padding, int kernel, int stride, Optional<Op.Function> f) {
    Programs p = new Programs(2);
    Value x = p.input(4, 5, 16);
    int beyond = padding == Padding.SAME ? 0 : Math.max(kernel - stride, 0);
    Op op =
        new LinearOp.TransposedConvolution(
            p.weight("kernel", 0, 0.1, kernel, kernel, 18, 16),
            p.bias(18),
            Size2.square(stride),
            padding,
            Size2.ONE,
            new Beyond(beyond, beyond),
            f);
    return p.build(p.step(op, new int[] {4 * stride + beyond, 5 * stride + beyond, 18}, x));
  }

  private static Program transposedDilated(Padding padding) {
    Programs p = new Programs(19);
    Value x = p.input(4, 5, 16);
    Beyond beyond = padding == Padding.SAME ? new Beyond(0, 0) : new Beyond(4, 2);
    Op op =
        new LinearOp.TransposedConvolution(
            p.weight("kernel", 0, 0.1, 3, 3, 18, 16),
            p.bias(18),
            Size2.ONE,
            padding,
            new Size2(2, 1),
            beyond,
            NONE);
    return p.build(p.step(op, new int[] {4 + beyond.rows(), 5 + beyond.columns(), 18}, x));
  }

  private static Program transposedRow(Padding padding) {
    Programs p = new Programs(20);
    Value x = p.input(1, 9, 16);
    Op op =
        new LinearOp.TransposedConvolution(
            p.weight("kernel", 0, 0.1, 3, 18, 16),
            p.bias(18),
            new Size2(1, 2),
            padding,
            Size2.ONE,
            new Beyond(0, padding == Padding.SAME ? -1 : 1),
            RELU);
    return p.build(p.step(op, new int[] {1, padding == Padding.SAME ? 17 : 19, 18}, x));
  }

  private static Program unequal(Padding padding, Size2 dilation) {
    Programs p = new Programs(21);
    Value x = p.input(9, 8, 10);
    int height = padding == Padding.SAME ? 5 : (9 - 2 * dilation.height() - 1) / 2 + 1;
    int width = padding == Padding.SAME ? 3 : 2;
    Op op =
        new LinearOp.DepthwiseConvolution(
            p.weight("kernel", 0, 0.3, 3, 3, 10, 1),
            p.bias(10),
            new Size2(2, 3),
            padding,
            dilation,
            NONE);
    return p.build(p.step(op, new int[] {height, width, 10}, x));
  }

  private static Program depthwiseRow(Padding padding) {
    Programs p = new Programs(22);
    Value x = p.input(1, 20, 10);
    Op op =
        new LinearOp.DepthwiseConvolution(
            p.weight("kernel", 0, 0.3, 3, 10, 2),
            p.bias(20),
            new Size2(1, 2),
            padding,
            Size2.ONE,
            NONE);
    return p.build(p.step(op, new int[] {1, padding == Padding.SAME ? 10 : 9, 20}, x));
  }

  private static Program pool(Op.PoolKind kind, Padding padding) {
    Programs p = new Programs(3);
    Value x = p.input(7, 6, 3);
    int height = padding == Padding.SAME ? 4 : 3;
    Op op = new Op.Pool(kind, new Size2(3, 2), Size2.square(2), padding);
    return p.build(p.step(op, new int[] {height, 3, 3}, x));
  }

  private static Program dense(Optional<Op.Function> f, int... shape) {
    Programs p = new Programs(4);
    Value x = p.input(shape);
    int[] out = shape.clone();
    out[out.length - 1] = 30;
    return p.build(
        p.step(
            new LinearOp.MatrixProduct(p.weight("kernel", 0, 0.1, 40, 30), p.bias(30), f), out, x));
  }

  private static Program batchNorm(int... shape) {
    Programs p = new Programs(5);
    Value x = p.input(shape);
    int channels = shape[shape.length - 1];
    Op op =
        new Op.BatchNorm(
            Optional.of(p.weight("gamma", 1, 0.3, channels)),
            Optional.of(p.weight("beta", 0, 0.3, channels)),
            p.weight("moving_mean", 0, 0.3, channels),
            p.weight("moving_variance", 2, 0.3, channels),
            0.99f,
            1e-3f);
    return p.build(p.step(op, shape, x));
  }

  private static Program unary(Op op) {
    return unary(op, false);
  }

  private static Program unary(Op op, boolean ofPositives) {
    Programs p = new Programs(6);
    Value x = p.input(4, 5, 6);
    if (ofPositives) {
      x = p.step(new Op.Unary(Op.Function.EXPONENTIAL), new int[] {4, 5, 6}, x);
    }
    return p.build(p.step(op, new int[] {4, 5, 6}, x));
  }

  private static Program scale(int... shape) {
    Programs p = new Programs(22);
    Value x = p.input(shape);
    Op op =
        new Op.Scale(
            Optional.of(p.weight("factor", 0, 1, 6)), Optional.of(p.weight("offset", 0, 1, 6)));
    return p.build(p.step(op, shape, x));
  }

  private static Program parametricRelu(int... alpha) {
    Programs p = new Programs(21);
    Value x = p.input(4, 5, 6);
    Op op = new Op.ParametricRelu(p.weight("alpha", 0.2, 0.1, alpha));
    return p.build(p.step(op, new int[] {4, 5, 6}, x));
  }

  private static Program concat(int axis) {
    Programs p = new Programs(7);
    Value a = p.input(4, 5, 6);
    Value b = p.input(4, 5, 6);
    Value small = p.step(new Op.Unary(Op.Function.RELU), new int[] {4, 5, 6}, b);
    int[] out = axis == 3 ? new int[] {4, 5, 12} : new int[] {8, 5, 6};
    return p.build(p.step(new Op.Concat(axis), out, a, small));
  }

  private static Program concatOfSigmoid() {
    Programs p = new Programs(8);
    Value a = p.input(4, 5, 6);
    int[] half = {2, 3, 6};
    Value s = p.step(new Op.Unary(Op.Function.SIGMOID), new int[] {4, 5, 6}, a);
    Op pool = new Op.Pool(Op.PoolKind.MAX, Size2.square(2), Size2.square(2), Padding.SAME);
    Value b = p.step(pool, half, s);
    Value c = p.step(pool, half, a);
    return p.build(p.step(new Op.Concat(3), new int[] {2, 3, 12}, b, c), s);
  }

  private static Program reshape() {
    Programs p = new Programs(9);
    Value x = p.input(4, 5, 6);
    return p.build(p.step(new ShapeOp.Reshape(Shape.of(Shape.UNKNOWN, 120)), new int[] {120}, x));
  }

  private static Program twoInputsTwoOutputs() {
    Programs p = new Programs(10);
    Value a = p.input(4, 5, 6);
    Value b = p.input(4, 5, 3);
    Value joined = p.step(new Op.Concat(3), new int[] {4, 5, 9}, b, a);
    Value relu = p.step(new Op.Unary(Op.Function.RELU), new int[] {4, 5, 9}, joined);
    return p.build(relu, p.step(new Op.Softmax(), new int[] {4, 5, 9}, joined));
  }
}
