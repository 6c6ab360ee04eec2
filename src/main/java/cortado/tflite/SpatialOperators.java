package cortado.tflite;

import cortado.graph.Interpolation;
import cortado.graph.Size2;
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
    int size =
        out.dim(1) == Shape.UNKNOWN || out.dim(2) == Shape.UNKNOWN
            ? size(op.factor().orElseThrow())
            : tensors.ints("size " + out.dim(1) + "x" + out.dim(2), out.dim(1), out.dim(2));
    return new Operator(
        nearest ? Builtin.RESIZE_NEAREST_NEIGHBOR : Builtin.RESIZE_BILINEAR,
        3,
        nearest ? Options.resizeNearest() : Options.resizeBilinear(),
        List.of(tensors.input(), size));
  }

  /** Height and width times a factor, where the model runs. */
  private int size(Size2 factor) {
    int[] factors = {1, factor.height(), factor.width(), 1};
    int shape = tensors.shapeOf(tensors.input(), factors, new int[4]);
    int first = tensors.ints("first extent", 1);
    int two = tensors.ints("two extents", 2);
    return tensors.intVector("size", 2, Builtin.SLICE, Options.EMPTY, shape, first, two);
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
