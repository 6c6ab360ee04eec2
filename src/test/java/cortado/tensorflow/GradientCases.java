package cortado.tensorflow;

import cortado.graph.Border;
import cortado.graph.Interpolation;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.ops.Beyond;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.ShapeOp;
import cortado.ops.Span;
import cortado.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The ops whose gradients are checked. */
final class GradientCases {
  private static final Shape IMAGE = Shape.of(2, 6, 6, 4);
  private static final Border BORDER = new Border(1, 0, 0, 2);
  private static final Optional<Op.Function> RELU = Optional.of(Op.Function.RELU);
  private static final Size2 THREE = Size2.square(3);
  private static final Size2 TWO = Size2.square(2);

  /** One op, the shapes it is given and its output's. */
  record Case(Op op, Shape input, Shape output, Map<String, Shape> weights) {}

  private GradientCases() {}

  static Stream<Named<Case>> all() {
    return Stream.of(
            fixedCases(),
            Arrays.stream(Op.Function.values()).map(f -> of("unary " + f, new Op.Unary(f))),
            Arrays.stream(Op.Operator.values()).map(f -> of("binary " + f, new Op.Binary(f))))
        .flatMap(s -> s);
  }

  private static Stream<Named<Case>> fixedCases() {
    Map<String, Shape> batchNorm = new LinkedHashMap<>();
    for (String w : List.of("gamma", "beta", "mean", "variance")) {
      batchNorm.put(w, Shape.of(4));
    }
    return Stream.of(
        conv("same", Size2.ONE, Padding.SAME, Size2.ONE, 1, Shape.of(2, 6, 6, 6)),
        conv("strided", TWO, Padding.SAME, Size2.ONE, 1, Shape.of(2, 3, 3, 6)),
        conv("valid", TWO, Padding.VALID, Size2.ONE, 1, Shape.of(2, 2, 2, 6)),
        conv("dilated", Size2.ONE, Padding.SAME, TWO, 1, Shape.of(2, 6, 6, 6)),
        conv("dilated unevenly", Size2.ONE, Padding.SAME, new Size2(2, 4), 1, Shape.of(2, 6, 6, 6)),
        conv("dilated valid", Size2.ONE, Padding.VALID, new Size2(2, 1), 1, Shape.of(2, 2, 4, 6)),
        conv("groups", Size2.ONE, Padding.SAME, Size2.ONE, 2, Shape.of(2, 6, 6, 6)),
        conv("dilated groups", Size2.ONE, Padding.SAME, TWO, 2, Shape.of(2, 6, 6, 6)),
        conv("one channel to a group", Size2.ONE, Padding.SAME, Size2.ONE, 4, Shape.of(2, 6, 6, 8)),
        of(
            "convolution of one row",
            new LinearOp.Convolution(
                weight("kernel"), id("bias"), Size2.ONE, Padding.SAME, Size2.ONE, 1, RELU),
            Shape.of(2, 1, 9, 4),
            Shape.of(2, 1, 9, 6),
            Map.of("kernel", Shape.of(3, 4, 6), "bias", Shape.of(6))),
        of(
            "convolution of one row dilated",
            new LinearOp.Convolution(
                weight("kernel"),
                id("bias"),
                Size2.ONE,
                Padding.VALID,
                new Size2(1, 2),
                1,
                Optional.empty()),
            Shape.of(2, 1, 9, 4),
            Shape.of(2, 1, 5, 6),
            Map.of("kernel", Shape.of(3, 4, 6), "bias", Shape.of(6))),
        conv("dilated and strided", TWO, Padding.SAME, TWO, 1, Shape.of(2, 3, 3, 6)),
        depthwise("same", Size2.ONE, Padding.SAME, Size2.ONE, Shape.of(2, 6, 6, 8)),
        depthwise("uneven", new Size2(1, 2), Padding.SAME, Size2.ONE, Shape.of(2, 6, 3, 8)),
        depthwise("uneven valid", new Size2(3, 2), Padding.VALID, Size2.ONE, Shape.of(2, 2, 2, 8)),
        depthwise("dilated and strided", TWO, Padding.SAME, TWO, Shape.of(2, 3, 3, 8)),
        depthwise(
            "dilated unevenly", Size2.ONE, Padding.VALID, new Size2(2, 1), Shape.of(2, 2, 4, 8)),
        depthwise("strided", TWO, Padding.VALID, Size2.ONE, Shape.of(2, 2, 2, 8)),
        depthwise("dilated", Size2.ONE, Padding.SAME, TWO, Shape.of(2, 6, 6, 8)),
        transposed("2x2", TWO, TWO, Padding.SAME, Shape.of(2, 12, 12, 3)),
        transposed("3x3 same", THREE, TWO, Padding.SAME, Shape.of(2, 12, 12, 3)),
        transposed("3x3 valid", THREE, TWO, Padding.VALID, Shape.of(2, 13, 13, 3)),
        transposed("3x3 smallest", THREE, TWO, Padding.SAME, Shape.of(2, 11, 11, 3)),
        transposed("2x2 stride 3", TWO, new Size2(3, 4), Padding.VALID, Shape.of(2, 18, 24, 3)),
        of(
            "transposed convolution dilated",
            new LinearOp.TransposedConvolution(
                weight("kernel"),
                id("bias"),
                Size2.ONE,
                Padding.VALID,
                new Size2(2, 3),
                new Beyond(4, 6),
                RELU),
            IMAGE,
            Shape.of(2, 10, 12, 3),
            Map.of("kernel", Shape.of(3, 3, 3, 4), "bias", Shape.of(3))),
        dense("rank 2", Shape.of(3, 5), Shape.of(3, 7)),
        dense("rank 4", Shape.of(2, 3, 3, 5), Shape.of(2, 3, 3, 7)),
        of(
            "batch norm",
            new Op.BatchNorm(
                id("gamma"), id("beta"), weight("mean"), weight("variance"), 0.9f, 1e-3f),
            IMAGE,
            IMAGE,
            batchNorm),
        of(
            "batch norm rank 2",
            new Op.BatchNorm(
                id("gamma"), id("beta"), weight("mean"), weight("variance"), 0.9f, 1e-3f),
            Shape.of(8, 4),
            Shape.of(8, 4),
            batchNorm),
        of(
            "batch norm without scale and offset",
            new Op.BatchNorm(
                Optional.empty(),
                Optional.empty(),
                weight("mean"),
                weight("variance"),
                0.9f,
                1e-3f),
            IMAGE,
            IMAGE,
            Map.of("mean", Shape.of(4), "variance", Shape.of(4))),
        of("softmax", new Op.Softmax()),
        of("softmax rank 2", new Op.Softmax(), Shape.of(3, 5), Shape.of(3, 5), Map.of()),
        of(
            "max pool",
            new Op.Pool(Op.PoolKind.MAX, TWO, TWO, Padding.VALID),
            IMAGE,
            Shape.of(2, 3, 3, 4),
            Map.of()),
        of(
            "average pool",
            new Op.Pool(Op.PoolKind.AVERAGE, THREE, TWO, Padding.SAME),
            IMAGE,
            Shape.of(2, 3, 3, 4),
            Map.of()),
        of("leaky relu", new Op.LeakyRelu(0.3f)),
        of("standardize channels", new Op.Standardize(List.of(3), 1e-3f, true)),
        of("standardize images", new Op.Standardize(List.of(1, 2), 1e-3f, true)),
        of("standardize uncentered", new Op.Standardize(List.of(3), 1e-3f, false)),
        of(
            "scale",
            new Op.Scale(id("factor"), id("offset")),
            IMAGE,
            IMAGE,
            Map.of("factor", Shape.of(4), "offset", Shape.of(4))),
        of(
            "parametric relu",
            new Op.ParametricRelu(weight("alpha")),
            IMAGE,
            IMAGE,
            Map.of("alpha", Shape.of(1, 1, 4))),
        of("affine", new Op.Affine(-0.4f, 0.7f)),
        moved("pad", ShapeOp.Pad.image(BORDER)),
        moved("crop", ShapeOp.Slice.crop(BORDER)),
        moved(
            "slice with steps",
            new ShapeOp.Slice(
                List.of(Span.ALL, new Span(-5, -1, 2), new Span(1, Span.OPEN, 3), Span.ALL))),
        moved("space to depth", new ShapeOp.SpaceToDepth(3)),
        moved("depth to space", new ShapeOp.DepthToSpace(2)),
        moved("transpose", new ShapeOp.Transpose(List.of(0, 3, 1, 2))),
        of(
            "global mean",
            new Op.Reduce(Op.PoolKind.AVERAGE, List.of(1, 2), false),
            IMAGE,
            Shape.of(2, 4),
            Map.of()),
        of(
            "global maximum",
            new Op.Reduce(Op.PoolKind.MAX, List.of(1, 2), true),
            IMAGE,
            Shape.of(2, 1, 1, 4),
            Map.of()),
        of(
            "resize nearest",
            resize(Interpolation.NEAREST),
            IMAGE,
            Shape.of(2, 12, 18, 4),
            Map.of()),
        of(
            "resize bilinear",
            resize(Interpolation.BILINEAR),
            IMAGE,
            Shape.of(2, 12, 18, 4),
            Map.of()),
        of("product", new Op.Product(false), Shape.of(2, 3, 5, 5), Shape.of(2, 3, 5, 5), Map.of()),
        of("product with transposed", new Op.Product(true), IMAGE, Shape.of(2, 6, 6, 6), Map.of()),
        of("concat", new Op.Concat(3), IMAGE, Shape.of(2, 6, 6, 8), Map.of()),
        of(
            "mean of channels",
            new Op.Reduce(Op.PoolKind.AVERAGE, List.of(3), true),
            IMAGE,
            Shape.of(2, 6, 6, 1),
            Map.of()),
        of(
            "reshape",
            new ShapeOp.Reshape(Shape.of(Shape.UNKNOWN, 144)),
            IMAGE,
            Shape.of(2, 144),
            Map.of()),
        of("dropout that drops nothing", new Op.Dropout(0)));
  }

  private static Named<Case> conv(
      String name, Size2 strides, Padding padding, Size2 dilation, int groups, Shape output) {
    Op op =
        new LinearOp.Convolution(
            weight("kernel"), id("bias"), strides, padding, dilation, groups, Optional.empty());
    Map<String, Shape> weights =
        Map.of(
            "kernel", Shape.of(3, 3, 4 / groups, output.dim(3)), "bias", Shape.of(output.dim(3)));
    return of("convolution " + name, op, IMAGE, output, weights);
  }

  private static Named<Case> depthwise(
      String name, Size2 strides, Padding padding, Size2 dilation, Shape output) {
    Op op =
        new LinearOp.DepthwiseConvolution(
            weight("kernel"), id("bias"), strides, padding, dilation, Optional.empty());
    Map<String, Shape> weights = Map.of("kernel", Shape.of(3, 3, 4, 2), "bias", Shape.of(8));
    return of("depthwise convolution " + name, op, IMAGE, output, weights);
  }

  private static Op resize(Interpolation how) {
    return new Op.Resize(how, Optional.of(new Size2(2, 3)));
  }

  private static Named<Case> transposed(
      String name, Size2 window, Size2 strides, Padding padding, Shape output) {
    Op op =
        new LinearOp.TransposedConvolution(
            weight("kernel"),
            id("bias"),
            strides,
            padding,
            Size2.ONE,
            new Beyond(
                output.dim(1) - IMAGE.dim(1) * strides.height(),
                output.dim(2) - IMAGE.dim(2) * strides.width()),
            Optional.empty());
    Map<String, Shape> weights =
        Map.of("kernel", Shape.of(window.height(), window.width(), 3, 4), "bias", Shape.of(3));
    return of("transposed convolution " + name, op, IMAGE, output, weights);
  }

  private static Named<Case> dense(String name, Shape input, Shape output) {
    Op op = new LinearOp.MatrixProduct(weight("kernel"), id("bias"), Optional.of(Op.Function.TANH));
    return of(
        "matrix product " + name,
        op,
        input,
        output,
        Map.of("kernel", Shape.of(5, 7), "bias", Shape.of(7)));
  }

  private static Named<Case> moved(String name, ShapeOp op) {
    return of(name, op, IMAGE, op.output(IMAGE), Map.of());
  }

  private static Named<Case> of(String name, Op op) {
    return of(name, op, IMAGE, IMAGE, Map.of());
  }

  private static Named<Case> of(
      String name, Op op, Shape input, Shape output, Map<String, Shape> weights) {
    return Named.of(name, new Case(op, input, output, weights));
  }

  static WeightId weight(String name) {
    return new WeightId("layer", name);
  }

  private static Optional<WeightId> id(String name) {
    return Optional.of(weight(name));
  }
}
