package cortado.tensorflow;

import cortado.ops.Op;
import cortado.ops.ShapeOp;
import cortado.ops.Span;
import cortado.ops.Step;
import cortado.tensor.Shape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What changes the extents of images. */
record Images(Ops tf, Step step) {

  Operand<TFloat32> pool(Op.Pool op, Operand<TFloat32> x) {
    List<Long> window = Windows4.of(op.window());
    List<Long> strides = Windows4.of(op.strides());
    String padding = op.padding().name();
    return switch (op.kind()) {
      case MAX -> maxPool(x, window, strides, padding);
      case AVERAGE -> tf.nn.avgPool(x, window, strides, padding);
    };
  }

  Operand<TFloat32> reduce(Op.Reduce op, Operand<TFloat32> x) {
    Operand<TInt32> axes = tf.constant(ints(op.axes()));
    return switch (op.kind()) {
      case MAX -> tf.reduceMax(x, axes, ReduceMax.keepDims(op.keepDims()));
      case AVERAGE -> tf.math.mean(x, axes, Mean.keepDims(op.keepDims()));
    };
  }

  Operand<TFloat32> transpose(ShapeOp.Transpose op, Operand<TFloat32> x) {
    return tf.linalg.transpose(x, tf.constant(ints(op.axes())));
  }

  Operand<TFloat32> reshape(ShapeOp.Reshape op, Operand<TFloat32> x) {
    return tf.reshape(x, new Extents(tf, x, step.input().shape()).of(op.shape()));
  }

  Operand<TFloat32> pad(ShapeOp.Pad op, Operand<TFloat32> x) {
    int[][] sides = new int[op.before().size()][];
    for (int axis = 0; axis < sides.length; axis++) {
      sides[axis] = new int[] {op.before().get(axis), op.after().get(axis)};
    }
    return tf.pad(x, tf.constant(sides), tf.constant(0f));
  }

  Operand<TFloat32> slice(ShapeOp.Slice op, Operand<TFloat32> x) {
    // An end cannot be written where all that remains is taken, so a mask says so.
    long open = 0;
    int[] ends = new int[op.spans().size()];
    for (int axis = 0; axis < ends.length; axis++) {
      ends[axis] = op.spans().get(axis).end();
      open |= ends[axis] == Span.OPEN ? 1L << axis : 0;
    }
    return tf.stridedSlice(
        x,
        tf.constant(op.spans().stream().mapToInt(Span::begin).toArray()),
        tf.constant(ends),
        tf.constant(op.spans().stream().mapToInt(Span::step).toArray()),
        StridedSlice.endMask(open));
  }

  Operand<TFloat32> resize(Op.Resize op, Operand<TFloat32> x) {
    Shape out = step.output().shape();
    Operand<TInt32> size =
        out.dim(1) == Shape.UNKNOWN || out.dim(2) == Shape.UNKNOWN
            ? new Extents(tf, x, step.input().shape()).image(op.factor().orElseThrow())
            : tf.constant(new int[] {out.dim(1), out.dim(2)});
    return switch (op.interpolation()) {
      case NEAREST ->
          tf.image.resizeNearestNeighbor(x, size, ResizeNearestNeighbor.halfPixelCenters(true));
      case BILINEAR -> tf.image.resizeBilinear(x, size, ResizeBilinear.halfPixelCenters(true));
    };
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }

  /** The op whose gradient oneDNN has, unlike that of the second version of it. */
  private Operand<TFloat32> maxPool(
      Operand<TFloat32> x, List<Long> window, List<Long> strides, String padding) {
    return tf.scope()
        .opBuilder("MaxPool", "MaxPool")
        .addInput(x.asOutput())
        .setAttr("ksize", window.stream().mapToLong(Long::longValue).toArray())
        .setAttr("strides", strides.stream().mapToLong(Long::longValue).toArray())
        .setAttr("padding", padding)
        .build()
        .<TFloat32>output(0);
  }
}
