package cortado.tflite;

import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.LinearOp;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tflite.StepEmitter.Operator;
import java.util.List;

/** Operators that multiply with a kernel. */
record LinearOperators(StepTensors tensors, Weights weights) {

  Operator convolution(LinearOp.Convolution op) {
    Tensor kernel = KernelOrder.outputFirst(weights.get(op.kernel()), op.outputAxis());
    WeightTensors.Constants c = constants(op, asImage(kernel), 0);
    boolean dilated = !op.dilation().equals(Size2.ONE);
    int version =
        op.groups() > 1
            ? 6
            : switch (c.arithmetic()) {
              case REAL -> dilated ? 2 : 1;
              case HYBRID -> 5;
              case INTEGER -> 3;
            };
    Options options = Options.convolution(op.padding(), op.strides(), op.dilation(), op.fused());
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

  Operator matrixProduct(LinearOp.MatrixProduct op) {
    Tensor kernel = KernelOrder.outputFirst(weights.get(op.kernel()), op.outputAxis());
    WeightTensors.Constants c = constants(op, kernel, 0);
    boolean keepRank = tensors.step().input().shape().rank() > 2;
    int version =
        switch (c.arithmetic()) {
          case REAL -> keepRank ? 5 : 1;
          case HYBRID -> 12;
          case INTEGER -> keepRank ? 5 : 4;
        };
    return new Operator(
        Builtin.FULLY_CONNECTED,
        version,
        Options.fullyConnected(keepRank, op.fused()),
        List.of(tensors.input(), c.kernel(), c.bias()));
  }

  private WeightTensors.Constants constants(LinearOp op, Tensor kernel, int channelAxis) {
    String none = tensors.step().layer() + "/no bias";
    String bias = op.bias().map(WeightId::toString).orElse(none);
    float[] biases =
        op.bias()
            .map(id -> weights.get(id).floats())
            .orElseGet(() -> new float[kernel.shape().dim(channelAxis)]);
    return tensors.weights(
        new WeightTensors.Source(op.kernel().toString(), kernel, channelAxis, bias, biases));
  }
}
