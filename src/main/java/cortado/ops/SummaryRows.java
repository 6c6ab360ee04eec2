package cortado.ops;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.WeightId;
import cortado.ops.ModelSummary.Row;
import cortado.tensor.DistinctValues;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Gathers what a summary tells of each layer, those of models within the model included. */
final class SummaryRows {
  private static final long LEAST_SHARERS = 4;

  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Long> multiplyAdds = new HashMap<>();
  private final Map<String, long[]> counts = new HashMap<>();
  private final Map<String, OptionalInt> values = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Row> rows = new ArrayList<>();

  private SummaryRows(Model model) {
    Program program = Lowering.lower(model);
    for (Value v : program.inputs()) {
      shapes.put(v.name(), v.shape());
    }
    for (Step s : program.steps()) {
      shapes.put(s.layer(), s.output().shape());
      multiplyAdds.merge(s.layer(), Cost.multiplyAdds(program, s), Long::sum);
    }
    for (WeightId id : model.weights().ids()) {
      Tensor t = model.weights().get(id);
      long[] count = counts.computeIfAbsent(id.layer(), l -> new long[2]);
      count[0] += t.shape().elements();
      count[1] += t.nonzero();
    }
    for (WeightId id : Lowering.kernels(model.graph())) {
      Tensor kernel = model.weights().get(id);
      values.merge(id.layer(), sharedValues(kernel), SummaryRows::most);
    }
  }

  /** Where a value stands for several weights; few weights have few values anyway. */
  private static OptionalInt sharedValues(Tensor kernel) {
    OptionalInt values = DistinctValues.of(kernel);
    return values.isPresent() && LEAST_SHARERS * values.getAsInt() <= kernel.nonzero()
        ? values
        : OptionalInt.empty();
  }

  private static OptionalInt most(OptionalInt a, OptionalInt b) {
    return a.isEmpty() || b.isPresent() && b.getAsInt() > a.getAsInt() ? b : a;
  }

  static List<Row> of(Model model) {
    SummaryRows summary = new SummaryRows(model);
    summary.add(model.graph(), "", new HashMap<>());
    return summary.rows;
  }

  /**
   * Adds the layers of a graph.
   *
   * @param prefix of their names
   * @param makers which layer each output comes from, by its path; the inputs' are there
   */
  private void add(Graph graph, String prefix, Map<Ref, String> makers) {
    for (Node node : graph.nodes()) {
      String path = prefix + node.layer().name();
      List<String> inputs = node.inputs().stream().map(makers::get).toList();
      if (node.layer() instanceof Layer.Nested nested) {
        Graph inner = nested.graph();
        Map<Ref, String> within = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
          within.put(inner.inputs().get(i), inputs.get(i));
        }
        add(inner, path + "/", within);
        for (int i = 0; i < inner.outputs().size(); i++) {
          makers.put(node.output(i), within.get(inner.outputs().get(i)));
        }
      } else if (!makers.containsKey(node.output())) {
        node.outputs().forEach(output -> makers.put(output, path));
        if (seen.add(path)) {
          rows.add(row(path, node.layer(), inputs));
        }
      }
    }
  }

  private Row row(String path, Layer layer, List<String> inputs) {
    // A layer that leaves no op behind has the shape of what it reads.
    shapes.computeIfAbsent(path, p -> inputs.isEmpty() ? Shape.of() : shapes.get(inputs.get(0)));
    long[] count = counts.getOrDefault(path, new long[2]);
    return new Row(
        path,
        layer.kind(),
        shapes.get(path),
        count[0],
        count[1],
        values.getOrDefault(path, OptionalInt.empty()),
        multiplyAdds.getOrDefault(path, 0L),
        inputs);
  }
}
