package cortado.tflite;

import cortado.graph.Border;
import cortado.graph.Interpolation;
import cortado.ops.Op;
import cortado.tensor.Shape;
import cortado.tflite.StepEmitter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that change the extents of images. */
record SpatialOperators(StepTensors tensors) {

  Operator pool(Op.Pool op) {
    Builtin builtin = op.kind() == Op.PoolKind.MAX ? Builtin.MAX_POOL_2D : Builtin.AVERAGE_POOL_2D;
    return operator(builtin, Options.pool(op.padding(), op.strides(), op.window()));
  }

  Operator reduce(Op.Reduce op) {
    int rank = tensors.step().input().shape().rank();
    int axes = tensors.ints("axes between " + rank, IntStream.range(1, rank - 1).toArray());
    Builtin builtin = op.kind() == Op.PoolKind.MAX ? Builtin.REDUCE_MAX : Builtin.MEAN;
    return operator(builtin, Options.reduce(op.keepDims()), axes);
  }

  /** In int8 the kernel pads with the zero point. */
  Operator pad(Border b) {
    Shape sides = Shape.of(4, 2);
    int[] zeros = {0, 0, b.top(), b.bottom(), b.left(), b.right(), 0, 0};
    return operator(Builtin.PAD, Options.EMPTY, tensors.ints("border " + b, sides, zeros));
  }

  Operator crop(Border b) {
    int[] size = ValueTensors.shape(tensors.step().output()).dims();
    int from = tensors.ints("corner " + b.top() + ", " + b.left(), 0, b.top(), b.left(), 0);
    return operator(
        Builtin.SLICE, Options.EMPTY, from, tensors.ints("size " + Shape.of(size), size));
  }

  Operator resize(Op.Resize op) {
    Shape out = ValueTensors.shape(tensors.step().output());
    boolean nearest = op.interpolation() == Interpolation.NEAREST;
    int size = tensors.ints("size " + out.dim(1) + "x" + out.dim(2), out.dim(1), out.dim(2));
    return new Operator(
        nearest ? Builtin.RESIZE_NEAREST_NEIGHBOR : Builtin.RESIZE_BILINEAR,
        3,
        nearest ? Options.resizeNearest() : Options.resizeBilinear(),
        List.of(tensors.input(), size));
  }

  private Operator operator(Builtin builtin, Options options, Integer... more) {
    List<Integer> inputs = new ArrayList<>(List.of(tensors.input()));
    inputs.addAll(List.of(more));
    return new Operator(builtin, tensors.integer() ? 2 : 1, options, inputs);
  }
}
