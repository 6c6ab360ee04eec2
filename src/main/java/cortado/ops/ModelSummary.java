package cortado.ops;

import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a model consists of, layer by layer. */
public record ModelSummary(String name, List<Row> rows) {
  /**
   * One layer.
   *
   * @param kind its class in Keras
   * @param output shape of its output, NHWC
   * @param parameters elements of all its weights
   * @param nonzero those that are not zero
   * @param multiplyAdds for one sample
   * @param inputs names of the layers it reads from
   */
  public record Row(
      String layer,
      String kind,
      Shape output,
      long parameters,
      long nonzero,
      long multiplyAdds,
      List<String> inputs) {}

  public ModelSummary {
    rows = List.copyOf(rows);
  }

  public static ModelSummary of(Model model) {
    Program program = Lowering.lower(model);
    Map<String, Shape> shapes = new HashMap<>();
    Map<String, Long> multiplyAdds = new HashMap<>();
    for (Value v : program.inputs()) {
      shapes.put(v.name(), v.shape());
    }
    for (Step s : program.steps()) {
      shapes.put(s.layer(), s.output().shape());
      multiplyAdds.merge(s.layer(), Cost.multiplyAdds(program, s), Long::sum);
    }
    List<Row> rows = new ArrayList<>();
    for (Node node : model.graph().nodes()) {
      if (node.call() == 0) {
        rows.add(row(model, node, shapes, multiplyAdds));
      }
    }
    return new ModelSummary(model.graph().name(), rows);
  }

  private static Row row(
      Model model, Node node, Map<String, Shape> shapes, Map<String, Long> multiplyAdds) {
    Layer layer = node.layer();
    long parameters = 0;
    long nonzero = 0;
    for (WeightId id : model.weights().ids()) {
      if (id.layer().equals(layer.name())) {
        Tensor t = model.weights().get(id);
        parameters += t.shape().elements();
        nonzero += t.nonzero();
      }
    }
    return new Row(
        layer.name(),
        layer.kind(),
        shapes.getOrDefault(layer.name(), inputShape(node, shapes)),
        parameters,
        nonzero,
        multiplyAdds.getOrDefault(layer.name(), 0L),
        node.inputs().stream().map(r -> r.layer()).toList());
  }

  // A linear activation leaves no op behind, so it has the shape of what it reads.
  private static Shape inputShape(Node node, Map<String, Shape> shapes) {
    return node.inputs().isEmpty() ? Shape.of() : shapes.get(node.inputs().get(0).layer());
  }

  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  public long nonzero() {
    return rows.stream().mapToLong(Row::nonzero).sum();
  }

  public long multiplyAdds() {
    return rows.stream().mapToLong(Row::multiplyAdds).sum();
  }
}
