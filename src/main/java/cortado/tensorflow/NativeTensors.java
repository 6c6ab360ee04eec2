package cortado.tensorflow;

import cortado.ops.Value;
import cortado.tensor.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Copies float32 tensors into TensorFlow's memory and back. */
final class NativeTensors {
  private NativeTensors() {}

  /** A copy in native memory that the caller closes. */
  static TFloat32 copyOf(Tensor t) {
    return TFloat32.tensorOf(shape(t.shape()), DataBuffers.of(t.floats(), true, false));
  }

  static Tensor read(TFloat32 t) {
    float[] values = new float[Math.toIntExact(t.size())];
    t.asRawTensor().data().asFloats().read(values);
    long[] extents = t.shape().asArray();
    int[] dims = new int[extents.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.toIntExact(extents[i]);
    }
    return Tensor.of(cortado.tensor.Shape.of(dims), values);
  }

  /** TensorFlow marks an unknown extent by -1, too. */
  static Shape shape(cortado.tensor.Shape shape) {
    long[] extents = new long[shape.rank()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = shape.dim(i);
    }
    return Shape.of(extents);
  }

  /** Where values of a program's shape are fed. */
  static Placeholder<TFloat32> placeholder(Ops tf, Value value) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape(value.shape())));
  }
}
