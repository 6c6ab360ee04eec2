package cortado.prune.channels;

import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.tensor.SelectedTensor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A decision about which groups of channels go. */
public final class ChannelRemoval {
  private final ChannelGroups groups;
  private final BitSet removed;

  ChannelRemoval(ChannelGroups groups, BitSet removed) {
    this.groups = groups;
    this.removed = removed;
  }

  /** How many groups go. */
  public int count() {
    return removed.cardinality();
  }

  /** Whether a group goes. */
  public boolean removes(int group) {
    return removed.get(group);
  }

  /**
   * The network without these channels: layers with fewer filters and units, and the rest of their
   * weights, which are taken from the model's when they are read.
   */
  public Model apply(Model model) {
    Map<WeightId, Map<Integer, int[]>> kept = kept();
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    model
        .weights()
        .asMap()
        .forEach((id, t) -> weights.put(id, SelectedTensor.of(t, kept.getOrDefault(id, Map.of()))));
    return new Model(graph(), Weights.of(weights));
  }

  /** The smaller network without weights. */
  public Graph graph() {
    return NarrowGraph.of(groups, removed);
  }

  /** How many elements the weights of the smaller network have. */
  public long parameters(Model model) {
    Map<WeightId, Map<Integer, int[]>> kept = kept();
    long sum = 0;
    for (Map.Entry<WeightId, Tensor> e : model.weights().asMap().entrySet()) {
      sum += left(e.getValue().shape(), kept.getOrDefault(e.getKey(), Map.of())).elements();
    }
    return sum;
  }

  /** The shape that is left of a weight's. */
  static Shape left(Shape whole, Map<Integer, int[]> kept) {
    Shape left = whole;
    for (Map.Entry<Integer, int[]> axis : kept.entrySet()) {
      left = left.withDim(axis.getKey(), axis.getValue().length);
    }
    return left;
  }

  /** The positions that stay, by axis, of each weight that loses some. */
  Map<WeightId, Map<Integer, int[]>> kept() {
    Map<WeightId, Map<Integer, int[]>> kept = new HashMap<>();
    for (ChannelAxis a : groups.axes()) {
      int[] positions = a.positions().without(removed);
      if (positions.length < a.positions().count()) {
        kept.computeIfAbsent(a.weight(), id -> new HashMap<>()).put(a.axis(), positions);
      }
    }
    return kept;
  }
}
