package cortado.graph;

import cortado.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An immutable set of weights by address, in the order of the file. */
public final class Weights {
  private final Map<WeightId, Tensor> tensors;

  private Weights(Map<WeightId, Tensor> tensors) {
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  public static Weights of(Map<WeightId, Tensor> tensors) {
    return new Weights(new LinkedHashMap<>(tensors));
  }

  /**
   * The weight at this address.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(WeightId id) {
    Tensor t = tensors.get(id);
    if (t == null) {
      throw new IllegalArgumentException("no weight " + id + " among " + tensors.keySet());
    }
    return t;
  }

  public boolean contains(WeightId id) {
    return tensors.containsKey(id);
  }

  public Set<WeightId> ids() {
    return tensors.keySet();
  }

  public Map<WeightId, Tensor> asMap() {
    return tensors;
  }

  /** These weights with some replaced or added. */
  public Weights with(Map<WeightId, Tensor> changed) {
    Map<WeightId, Tensor> all = new LinkedHashMap<>(tensors);
    all.putAll(changed);
    return new Weights(all);
  }

  /** The number of elements of all weights. */
  public long parameters() {
    return tensors.values().stream().mapToLong(t -> t.shape().elements()).sum();
  }

  /** The number of elements that are not zero. */
  public long nonzero() {
    return tensors.values().stream().mapToLong(Tensor::nonzero).sum();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Weights w && tensors.equals(w.tensors);
  }

  @Override
  public int hashCode() {
    return tensors.keySet().hashCode();
  }
}
