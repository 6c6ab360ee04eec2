package cortado.tflite;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.LinearOp;
import cortado.ops.ShapeOp;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tflite.StepEmitter.Operator;
import java.util.List;

/** Operators that multiply with a kernel. */
record LinearOperators(StepTensors tensors, Weights weights) {

  Operator convolution(LinearOp.Convolution op) {
    Tensor kernel = KernelOrder.outputFirst(weights.get(op.kernel()), op.outputAxis());
    Tensor image = asImage(kernel);
    float[] biases = biases(op, image.shape().dim(0));
    WeightTensors.Constants c =
        tensors.weights(source(op, image, 0, biases, biases.length, op.groups() == 1));
    boolean dilated = !op.dilation().equals(Size2.ONE);
    boolean real = c.arithmetic() == WeightTensors.Arithmetic.REAL;
    int version = op.groups() > 1 ? 6 : real && dilated ? 2 : version(c.arithmetic());
    Options options = Options.convolution(op.padding(), op.strides(), op.dilation(), op.fused());
    return convolution(c, version, options);
  }

  private static int version(WeightTensors.Arithmetic arithmetic) {
    return switch (arithmetic) {
      case REAL -> 1;
      case HYBRID -> 5;
      case NIBBLES -> 7;
      case INTEGER -> 3;
    };
  }

  private Operator convolution(WeightTensors.Constants c, int version, Options options) {
    return new Operator(
        Builtin.CONV_2D, version, options, List.of(tensors.input(), c.kernel(), c.bias()));
  }

  /** A kernel of one row with its height. */
  private static Tensor asImage(Tensor kernel) {
    Shape s = kernel.shape();
    return s.rank() == 4 ? kernel : kernel.reshape(Shape.of(s.dim(0), 1, s.dim(1), s.dim(2)));
  }

  Operator depthwise(LinearOp.DepthwiseConvolution op) {
    Tensor kernel = weights.get(op.kernel());
    Shape s = kernel.shape();
    int height = s.rank() == 3 ? 1 : s.dim(0);
    Shape flat = Shape.of(1, height, s.dim(-3), s.dim(-2) * s.dim(-1));
    WeightTensors.Constants c = constants(op, kernel.reshape(flat), 3);
    boolean dilated = !op.dilation().equals(Size2.ONE);
    return new Operator(
        Builtin.DEPTHWISE_CONV_2D,
        tensors.integer() ? 3 : dilated ? 2 : 1,
        Options.depthwise(op.padding(), op.strides(), op.dilation(), s.dim(-1), op.fused()),
        List.of(tensors.input(), c.kernel(), c.bias()));
  }

  Operator transposed(LinearOp.TransposedConvolution op) {
    // Accelerators that want integers know this operator, and not what lays out blocks, for which
    // the runtime has no kernel of int16.
    boolean direct = tensors.hasIntegerEdges() || tensors.wide();
    if (op.fillsSquares(weights.get(op.kernel()).shape()) && !direct) {
      return blocks(op);
    }
    Tensor kernel = KernelOrder.outputFirst(weights.get(op.kernel()), op.outputAxis());
    // The kernel of the runtime does not dilate.
    Tensor dilated = KernelOrder.dilated(asImage(kernel), op.dilation());
    WeightTensors.Constants c = constants(op, dilated, 0);
    Shape out = ValueTensors.shape(tensors.step().output());
    int shape =
        out.isKnown()
            ? tensors.ints(tensors.step().output().name() + "/shape", out.dims())
            : tensors.shapeOf(
                tensors.input(),
                new int[] {1, op.strides().height(), op.strides().width(), 0},
                new int[] {0, op.beyond().rows(), op.beyond().columns(), out.dim(3)});
    return new Operator(
        Builtin.TRANSPOSE_CONV,
        op.fused().isPresent() ? 4 : 3,
        Options.transposedConvolution(op.padding(), op.strides(), op.fused()),
        List.of(shape, c.kernel(), tensors.input(), c.bias()));
  }

  /**
   * A 1x1 convolution to the channels of a whole square, which are then laid out. It computes the
   * same sums; the runtime takes a quarter of the time where there are few channels. The places of
   * a square share the scale of their channel, as they do in the operator that this stands for.
   */
  private Operator blocks(LinearOp.TransposedConvolution op) {
    Tensor kernel = weights.get(op.kernel());
    Shape s = kernel.shape();
    int pixels = s.dim(0) * s.dim(1);
    Tensor rows = kernel.reshape(Shape.of(pixels * s.dim(2), 1, 1, s.dim(3)));
    WeightTensors.Constants c =
        tensors.weights(
            source(op, rows, 0, repeated(biases(op, s.dim(2)), pixels), s.dim(2), true));
    Shape out = ValueTensors.shape(tensors.step().output());
    int block = s.dim(0);
    Shape square = new ShapeOp.SpaceToDepth(block).output(out);
    int squares = tensors.reshaped(tensors.step().output(), "/squares", square);
    Options one = Options.convolution(Padding.VALID, Size2.ONE, Size2.ONE, op.fused());
    tensors.add(convolution(c, version(c.arithmetic()), one), squares);
    return new Operator(Builtin.DEPTH_TO_SPACE, 1, Options.block(block), List.of(squares));
  }

  Operator matrixProduct(LinearOp.MatrixProduct op) {
    Tensor kernel = KernelOrder.outputFirst(weights.get(op.kernel()), op.outputAxis());
    WeightTensors.Constants c = constants(op, kernel, 0);
    boolean keepRank = tensors.step().input().shape().rank() > 2;
    int version =
        switch (c.arithmetic()) {
          case REAL -> keepRank ? 5 : 1;
          case HYBRID, NIBBLES -> 12;
          case INTEGER -> keepRank ? 5 : 4;
        };
    return new Operator(
        Builtin.FULLY_CONNECTED,
        version,
        Options.fullyConnected(keepRank, op.fused()),
        List.of(tensors.input(), c.kernel(), c.bias()));
  }

  private WeightTensors.Constants constants(LinearOp op, Tensor kernel, int channelAxis) {
    float[] biases = biases(op, kernel.shape().dim(channelAxis));
    return tensors.weights(source(op, kernel, channelAxis, biases, biases.length, false));
  }

  private WeightTensors.Source source(
      LinearOp op, Tensor kernel, int channelAxis, float[] bias, int distinct, boolean nibbles) {
    String none = tensors.step().layer() + "/no bias";
    String name = op.bias().map(WeightId::toString).orElse(none);
    return new WeightTensors.Source(
        op.kernel().toString(), kernel, channelAxis, name, bias, distinct, nibbles);
  }

  private float[] biases(LinearOp op, int channels) {
    return op.bias().map(id -> weights.get(id).floats()).orElseGet(() -> new float[channels]);
  }

  private static float[] repeated(float[] values, int times) {
    float[] all = new float[values.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(values, 0, all, i * values.length, values.length);
    }
    return all;
  }
}
