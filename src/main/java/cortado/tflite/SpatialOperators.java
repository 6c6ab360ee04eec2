package cortado.tflite;

import cortado.graph.Interpolation;
import cortado.ops.Op;
import cortado.tensor.Shape;
import cortado.tflite.StepEmitter.Operator;
import java.util.ArrayList;
import java.util.List;

/** Operators that change the extents of images. */
record SpatialOperators(StepTensors tensors) {

  Operator pool(Op.Pool op) {
    Builtin builtin = op.kind() == Op.PoolKind.MAX ? Builtin.MAX_POOL_2D : Builtin.AVERAGE_POOL_2D;
    return operator(builtin, Options.pool(op.padding(), op.strides(), op.window()));
  }

  Operator reduce(Op.Reduce op) {
    int axes = tensors.ints("axes " + op.axes(), ints(op.axes()));
    Builtin builtin = op.kind() == Op.PoolKind.MAX ? Builtin.REDUCE_MAX : Builtin.MEAN;
    return operator(builtin, Options.reduce(op.keepDims()), axes);
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

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }
}
