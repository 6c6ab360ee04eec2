package cortado.tensorflow;

import cortado.train.RoundingHook.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/** The grids that a graph rounds to, as one variable of it. */
final class Grids {
  private static final int NUMBERS = 3;

  private final List<String> names;
  private final float[] numbers;
  private final Placeholder<TFloat32> feed;
  private final Assign<TFloat32> assign;
  private final List<Output<TFloat32>> scalars;

  /** A grid as numbers of the graph. */
  record Scalars(Operand<TFloat32> scale, Operand<TFloat32> least, Operand<TFloat32> most) {}

  /**
   * @param first all grids by name, at least one, which {@link #initialize} sets
   */
  Grids(Ops tf, Map<String, Grid> first) {
    this.names = new ArrayList<>(first.keySet());
    this.numbers = new float[NUMBERS * names.size()];
    first.forEach(this::put);
    var shape = org.tensorflow.ndarray.Shape.of(numbers.length);
    Operand<TFloat32> variable = tf.withName("grids").variable(shape, TFloat32.class);
    this.feed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    this.assign = tf.assign(variable, feed);
    this.scalars = tf.unstack(variable, (long) numbers.length, Unstack.axis(0L)).output();
  }

  Scalars get(String name) {
    int at = NUMBERS * index(name);
    return new Scalars(scalars.get(at), scalars.get(at + 1), scalars.get(at + 2));
  }

  void initialize(Session session) {
    set(session, Map.of());
  }

  /** Changes some grids. */
  void set(Session session, Map<String, Grid> changed) {
    changed.forEach(this::put);
    try (TFloat32 fed = TFloat32.vectorOf(numbers)) {
      session.runner().feed(feed, fed).addTarget(assign).run().close();
    }
  }

  private void put(String name, Grid grid) {
    int at = NUMBERS * index(name);
    numbers[at] = grid.scale();
    numbers[at + 1] = grid.least();
    numbers[at + 2] = grid.most();
  }

  private int index(String name) {
    int i = names.indexOf(name);
    if (i < 0) {
      throw new IllegalArgumentException("no grid " + name + " among " + names);
    }
    return i;
  }
}
