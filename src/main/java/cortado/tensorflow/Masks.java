package cortado.tensorflow;

import cortado.graph.WeightId;
import cortado.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Which elements of the weights are held at zero, as variables of the graph. */
final class Masks {
  private final Ops tf;
  private final Map<WeightId, Mask> masks = new LinkedHashMap<>();

  /**
   * The mask of one weight.
   *
   * @param keeps which elements may be other than zero
   * @param open lets everything through
   * @param change takes {@code feed} as the mask and applies it to the weight
   */
  private record Mask(
      Shape shape,
      Operand<TBool> keeps,
      Assign<TBool> open,
      Placeholder<TFloat32> feed,
      Op change) {}

  Masks(Ops tf) {
    this.tf = tf;
  }

  void add(WeightId id, Operand<TFloat32> weight, Shape shape) {
    Operand<TBool> keeps = tf.variable(shape, TBool.class);
    Placeholder<TFloat32> feed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    Operand<TBool> changed = tf.assign(keeps, tf.math.greater(feed, tf.constant(0.5f)));
    masks.put(
        id,
        new Mask(
            shape,
            keeps,
            tf.assign(keeps, tf.fill(tf.constant(shape.asArray()), tf.constant(true))),
            feed,
            tf.assign(weight, select(changed, weight))));
  }

  /** The values with those that are masked as +0.0, whatever they were. */
  Operand<TFloat32> masked(WeightId id, Operand<TFloat32> values) {
    return select(masks.get(id).keeps(), values);
  }

  void initialize(Session session) {
    Session.Runner runner = session.runner();
    masks.values().forEach(m -> runner.addTarget(m.open()));
    runner.run().close();
  }

  /** Changes some masks and zeroes the weights that they hold. */
  void set(Session session, Map<WeightId, Tensor> changed) {
    changed.forEach(
        (id, tensor) -> {
          Mask mask = masks.get(id);
          if (mask == null || !mask.shape().equals(NativeTensors.shape(tensor.shape()))) {
            throw new IllegalArgumentException("mask " + tensor + " for the weight " + id);
          }
          try (TFloat32 fed = NativeTensors.copyOf(tensor)) {
            session.runner().feed(mask.feed(), fed).addTarget(mask.change()).run().close();
          }
        });
  }

  private Operand<TFloat32> select(Operand<TBool> keeps, Operand<TFloat32> values) {
    return tf.select(keeps, values, tf.constant(0f));
  }
}
