package cortado.tensorflow;

import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Those weights that a graph uses, as its variables. */
final class Variables implements Function<WeightId, Operand<TFloat32>> {
  private final Ops tf;
  private final Weights initial;
  private final Set<WeightId> sharing;
  private final Map<WeightId, Slot> slots = new LinkedHashMap<>();
  private final Map<WeightId, SharedWeight> shared = new LinkedHashMap<>();

  private record Slot(
      Operand<TFloat32> variable, Placeholder<TFloat32> feed, Assign<TFloat32> assign) {}

  Variables(Ops tf, Weights initial) {
    this(tf, initial, Set.of());
  }

  /**
   * @param sharing those whose elements share values
   */
  Variables(Ops tf, Weights initial, Set<WeightId> sharing) {
    this.tf = tf;
    this.initial = initial;
    this.sharing = sharing;
  }

  /** The variable of a weight, or what is made of it, at the first use. */
  @Override
  public Operand<TFloat32> apply(WeightId id) {
    return sharing.contains(id)
        ? shared.computeIfAbsent(id, this::sharedWeight).weight()
        : slots.computeIfAbsent(id, this::slot).variable();
  }

  /** A weight whose elements share values. */
  Optional<SharedWeight> shared(WeightId id) {
    return Optional.ofNullable(shared.get(id));
  }

  Set<WeightId> ids() {
    Set<WeightId> all = new LinkedHashSet<>(slots.keySet());
    all.addAll(shared.keySet());
    return all;
  }

  /** Gives every variable its initial value. */
  void initialize(Session session) {
    Map<WeightId, Tensor> values = new LinkedHashMap<>();
    slots.keySet().forEach(id -> values.put(id, initial.get(id)));
    set(session, values);
    shared.values().forEach(s -> s.initialize(session));
  }

  /**
   * Gives variables other values.
   *
   * @throws IllegalArgumentException if the graph has no such variable
   */
  void set(Session session, Map<WeightId, Tensor> values) {
    if (values.isEmpty()) {
      return;
    }
    List<TFloat32> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      values.forEach(
          (id, tensor) -> {
            Slot slot = slots.get(id);
            if (slot == null) {
              throw new IllegalArgumentException("no variable for the weight " + id);
            }
            TFloat32 value = NativeTensors.copyOf(tensor);
            fed.add(value);
            runner.feed(slot.feed(), value).addTarget(slot.assign());
          });
      runner.run().close();
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  /** Adds the gradients of a loss by some of them to a graph, in their order. */
  @SuppressWarnings("unchecked")
  List<Operand<TFloat32>> gradients(Graph graph, Operand<TFloat32> loss, List<WeightId> by) {
    Output<?>[] variables = by.stream().map(id -> apply(id).asOutput()).toArray(Output<?>[]::new);
    return Stream.of(graph.addGradients(loss.asOutput(), variables))
        .map(g -> (Operand<TFloat32>) (Output<TFloat32>) g)
        .toList();
  }

  Tensor read(Session session, WeightId id) {
    try (Result r = session.runner().fetch(apply(id)).run()) {
      return NativeTensors.read((TFloat32) r.get(0));
    }
  }

  Map<WeightId, Tensor> readAll(Session session) {
    Map<WeightId, Tensor> values = new LinkedHashMap<>();
    ids().forEach(id -> values.put(id, read(session, id)));
    return values;
  }

  private SharedWeight sharedWeight(WeightId id) {
    return new SharedWeight(tf, Names.legal(id), initial.get(id));
  }

  private Slot slot(WeightId id) {
    var shape = NativeTensors.shape(initial.get(id).shape());
    Operand<TFloat32> variable = tf.withName(Names.legal(id)).variable(shape, TFloat32.class);
    Placeholder<TFloat32> feed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    return new Slot(variable, feed, tf.assign(variable, feed));
  }
}
