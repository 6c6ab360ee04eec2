package cortado.tensorflow;

import cortado.tensor.DistinctValues;
import cortado.tensor.Tensor;
import cortado.train.TrainingHooks;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A weight whose elements share a few values, which are what is trained: the gradient of a value is
 * the sum of those of its elements (Han et al., Deep Compression, 2016). Zero is not trained.
 */
final class SharedWeight {
  private final Ops tf;
  private final Tensor initial;
  private final float[] values;
  private final Operand<TFloat32> variable;
  private final Operand<TFloat32> weight;
  private final Operand<TInt32> places;
  private final Placeholder<TInt32> firstPlaces;
  private final Assign<TInt32> assignPlaces;
  private final Assign<TFloat32> assignValues;

  /**
   * @param initial with at most {@link TrainingHooks#MOST_SHARED} different values
   */
  SharedWeight(Ops tf, String name, Tensor initial) {
    this.tf = tf;
    this.initial = initial;
    this.values = DistinctValues.values(initial, TrainingHooks.MOST_SHARED);
    if (values.length == 0) {
      throw new IllegalArgumentException(name + " has too many different values to share them");
    }
    Shape shape = NativeTensors.shape(initial.shape());
    this.variable = tf.withName(name).variable(shape(), TFloat32.class);
    // Not a constant: a graph holds no more than 2 GB of those.
    this.places = tf.variable(shape, TInt32.class);
    this.weight = tf.gather(variable, places, tf.constant(0));
    this.firstPlaces = tf.placeholder(TInt32.class, Placeholder.shape(shape));
    this.assignPlaces = tf.assign(places, firstPlaces);
    this.assignValues = tf.assign(variable, tf.constant(values));
  }

  /** The whole weight. */
  Operand<TFloat32> weight() {
    return weight;
  }

  /** The values. */
  Operand<TFloat32> variable() {
    return variable;
  }

  Shape shape() {
    return Shape.of(values.length);
  }

  /** The gradient by the values, of that by the whole weight. */
  Operand<TFloat32> gradient(Operand<TFloat32> whole) {
    Operand<TFloat32> sums = tf.math.unsortedSegmentSum(whole, places, tf.constant(values.length));
    int zero = Arrays.binarySearch(values, 0);
    if (zero < 0) {
      return sums;
    }
    float[] trained = new float[values.length];
    Arrays.fill(trained, 1);
    trained[zero] = 0;
    return tf.math.mul(sums, tf.constant(trained));
  }

  void initialize(Session session) {
    int[] which = new int[initial.elements()];
    initial.eachPart(
        (from, numbers) -> {
          for (int i = from; numbers.hasRemaining(); i++) {
            which[i] = Arrays.binarySearch(values, numbers.get() + 0f);
          }
        });
    Shape shape = NativeTensors.shape(initial.shape());
    try (TInt32 fed = TInt32.tensorOf(shape, DataBuffers.of(which, true, false))) {
      Session.Runner runner = session.runner().feed(firstPlaces, fed);
      runner.addTarget(assignPlaces).addTarget(assignValues).run().close();
    }
  }
}
