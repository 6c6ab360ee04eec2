package cortado.tensorflow;

import cortado.graph.Size2;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;

/** Sizes of windows as TensorFlow takes them: one number for each axis of NHWC. */
final class Windows4 {
  private Windows4() {}

  static List<Long> of(Size2 size) {
    return List.of(1L, (long) size.height(), (long) size.width(), 1L);
  }

  static Operand<TInt32> operand(Ops tf, List<Long> window) {
    return tf.constant(window.stream().mapToInt(Math::toIntExact).toArray());
  }
}
