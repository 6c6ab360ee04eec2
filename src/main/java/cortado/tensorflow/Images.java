package cortado.tensorflow;

import cortado.graph.Border;
import cortado.ops.Op;
import cortado.ops.Step;
import cortado.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
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
      case MAX ->
          tf.nn.maxPool(x, Windows4.operand(tf, window), Windows4.operand(tf, strides), padding);
      case AVERAGE -> tf.nn.avgPool(x, window, strides, padding);
    };
  }

  Operand<TFloat32> reduce(Op.Reduce op, Operand<TFloat32> x) {
    int rank = step.input().shape().rank();
    Operand<TInt32> axes = tf.constant(IntStream.range(1, rank - 1).toArray());
    return switch (op.kind()) {
      case MAX -> tf.reduceMax(x, axes, ReduceMax.keepDims(op.keepDims()));
      case AVERAGE -> tf.math.mean(x, axes, Mean.keepDims(op.keepDims()));
    };
  }

  Operand<TFloat32> pad(Border b, Operand<TFloat32> x) {
    int[][] sides = {{0, 0}, {b.top(), b.bottom()}, {b.left(), b.right()}, {0, 0}};
    return tf.pad(x, tf.constant(sides), tf.constant(0f));
  }

  Operand<TFloat32> crop(Border b, Operand<TFloat32> x) {
    // An end of 0 would be the first pixel, so the mask says where there is none.
    long open = 0b1001 | (b.bottom() == 0 ? 0b10 : 0) | (b.right() == 0 ? 0b100 : 0);
    return tf.stridedSlice(
        x,
        tf.constant(new int[] {0, b.top(), b.left(), 0}),
        tf.constant(new int[] {0, -b.bottom(), -b.right(), 0}),
        tf.constant(new int[] {1, 1, 1, 1}),
        StridedSlice.endMask(open));
  }

  Operand<TFloat32> resize(Op.Resize op, Operand<TFloat32> x) {
    Shape out = step.output().shape();
    Operand<TInt32> size =
        out.dim(1) == Shape.UNKNOWN || out.dim(2) == Shape.UNKNOWN
            ? new Extents(tf, x, step.input().shape())
                .image(op.factor().height(), op.factor().width())
            : tf.constant(new int[] {out.dim(1), out.dim(2)});
    return switch (op.interpolation()) {
      case NEAREST ->
          tf.image.resizeNearestNeighbor(x, size, ResizeNearestNeighbor.halfPixelCenters(true));
      case BILINEAR -> tf.image.resizeBilinear(x, size, ResizeBilinear.halfPixelCenters(true));
    };
  }
}
