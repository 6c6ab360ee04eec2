package cortado.prune.channels;

import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.graph.Weights;
import cortado.ops.Lowering;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.SelectedTensor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes whole levels of a U-Net (Ronneberger et al., 2015), the innermost first: its layers, and
 * the weights by which others read it.
 */
public final class LevelRemoval {
  private final Graph graph;
  private final Map<WeightId, Map<Integer, int[]>> kept;

  private LevelRemoval(Graph graph, Map<WeightId, Map<Integer, int[]>> kept) {
    this.graph = graph;
    this.kept = kept;
  }

  /** How many levels can go, one after the other. */
  public static int count(Graph graph) {
    int count = 0;
    for (var next = innermost(graph); next.isPresent(); next = innermost(next.get().graph)) {
      count++;
    }
    return count;
  }

  /**
   * A model without its innermost levels.
   *
   * @param levels from 0 to {@link #count}
   */
  public static Model apply(Model model, int levels) {
    Model left = model;
    for (int i = 0; i < levels; i++) {
      left = innermost(left.graph()).orElseThrow().apply(left);
    }
    return left;
  }

  private Model apply(Model model) {
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    for (WeightId id : Lowering.specs(graph).keySet()) {
      Tensor whole = model.weights().get(id);
      weights.put(id, SelectedTensor.of(whole, kept.getOrDefault(id, Map.of())));
    }
    return new Model(graph, Weights.of(weights));
  }

  private static Optional<LevelRemoval> innermost(Graph graph) {
    ChannelGroups groups = ChannelGroups.of(graph);
    return Level.of(graph, groups.program()).stream()
        .flatMap(level -> removal(groups, level).stream())
        .findFirst();
  }

  /** Empty if others mix the level's channels with their own, as sums do. */
  private static Optional<LevelRemoval> removal(ChannelGroups groups, Level level) {
    Graph rest = level.without(groups.graph());
    Set<String> staying = rest.leaves().keySet();
    BitSet removed = new BitSet();
    BitSet shared = new BitSet();
    for (ChannelAxis a : groups.axes()) {
      if (a.use() == Use.OUTPUT) {
        BitSet to = staying.contains(a.weight().layer()) ? shared : removed;
        a.positions().groups().forEach(to::set);
      }
    }
    if (removed.intersects(shared)) {
      return Optional.empty();
    }
    Graph narrow = NarrowGraph.of(rest, groups, removed);
    Map<WeightId, Map<Integer, int[]>> kept = new ChannelRemoval(groups, removed).kept();
    return fits(groups.graph(), narrow, kept)
        ? Optional.of(new LevelRemoval(narrow, kept))
        : Optional.empty();
  }

  /** Whether the weights that are left are those that the rest needs. */
  private static boolean fits(Graph whole, Graph rest, Map<WeightId, Map<Integer, int[]>> kept) {
    Map<WeightId, WeightSpec> before = Lowering.specs(whole);
    return Lowering.specs(rest).entrySet().stream()
        .allMatch(
            e -> {
              Shape left =
                  ChannelRemoval.left(
                      before.get(e.getKey()).shape(), kept.getOrDefault(e.getKey(), Map.of()));
              return left.equals(e.getValue().shape());
            });
  }
}
