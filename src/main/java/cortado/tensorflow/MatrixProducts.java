package cortado.tensorflow;

import cortado.ops.Step;
import cortado.tensor.Shape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Products of the last axis with a matrix, whatever the rank. */
record MatrixProducts(Ops tf, Step step) {

  Operand<TFloat32> product(Operand<TFloat32> x, Operand<TFloat32> kernel) {
    Shape in = step.input().shape();
    if (in.rank() == 2) {
      return tf.linalg.matMul(x, kernel);
    }
    Operand<TFloat32> rows = tf.reshape(x, tf.constant(new int[] {-1, in.dim(-1)}));
    return tf.reshape(tf.linalg.matMul(rows, kernel), outputShape(x, in.rank()));
  }

  private Operand<TInt32> outputShape(Operand<TFloat32> x, int rank) {
    Operand<TInt32> outer =
        tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {rank - 1}));
    int channels = step.output().shape().dim(-1);
    return tf.concat(List.of(outer, tf.constant(new int[] {channels})), tf.constant(0));
  }
}
