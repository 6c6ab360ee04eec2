package cortado.tensorflow;

import cortado.graph.Size2;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A kernel with zeros between its values, for what TensorFlow does not dilate on a CPU: transposed
 * convolutions.
 */
record DilatedKernel(Ops tf) {

  /** A kernel whose first two axes are rows and columns. */
  Operand<TFloat32> of(Operand<TFloat32> kernel, Size2 dilation) {
    if (dilation.equals(Size2.ONE)) {
      return kernel;
    }
    int[] k = Arrays.stream(kernel.shape().asArray()).mapToInt(Math::toIntExact).toArray();
    int height = dilation.height();
    int width = dilation.width();
    Operand<TFloat32> apart =
        tf.reshape(kernel, tf.constant(new int[] {k[0], 1, k[1], 1, k[2] * k[3]}));
    int[][] zeros = {{0, 0}, {0, height - 1}, {0, 0}, {0, width - 1}, {0, 0}};
    Operand<TFloat32> filled =
        tf.reshape(
            tf.pad(apart, tf.constant(zeros), tf.constant(0f)),
            tf.constant(new int[] {k[0] * height, k[1] * width, k[2], k[3]}));
    int[] size = {1 + (k[0] - 1) * height, 1 + (k[1] - 1) * width, k[2], k[3]};
    return tf.slice(filled, tf.constant(new int[4]), tf.constant(size));
  }
}
