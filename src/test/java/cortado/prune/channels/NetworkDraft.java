package cortado.prune.channels;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.graph.Weights;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A network that is put together layer by layer and knows the shapes of what it has. */
final class NetworkDraft {
  private final String name;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Ref, Shape> shapes = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private final Ref input;

  NetworkDraft(String name, int... input) {
    this.name = name;
    int[] dims = new int[input.length + 1];
    dims[0] = Shape.UNKNOWN;
    System.arraycopy(input, 0, dims, 1, input.length);
    Layer layer = new Layer.InputLayer(name("input"), Shape.of(dims));
    this.input = Ref.of(layer.name());
    nodes.add(new Node(layer, 0, List.of()));
    shapes.put(this.input, Shape.of(dims));
  }

  Ref input() {
    return input;
  }

  Shape shape(Ref ref) {
    return shapes.get(ref);
  }

  int channels(Ref ref) {
    return shape(ref).dim(-1);
  }

  /** A name that no layer has yet. */
  String name(String kind) {
    return name + "_" + kind + "_" + nodes.size();
  }

  /**
   * Calls a layer.
   *
   * @throws UserError if it does not take this
   */
  Ref add(Layer layer, Ref... in) {
    int call = calls.merge(layer.name(), 1, Integer::sum) - 1;
    Node node = new Node(layer, call, List.of(in));
    nodes.add(node);
    try {
      Graph graph = graph(node.outputs());
      List<Shape> out =
          Lowering.lower(Initializer.initialize(graph, 1)).outputs().stream()
              .map(v -> v.shape())
              .toList();
      for (int i = 0; i < out.size(); i++) {
        shapes.put(node.output(i), out.get(i));
      }
      return node.output();
    } catch (UserError e) {
      nodes.remove(nodes.size() - 1);
      calls.merge(layer.name(), -1, Integer::sum);
      throw e;
    }
  }

  Graph graph(List<Ref> outputs) {
    return new Graph(name, nodes, List.of(input), outputs);
  }

  /** A model with random weights, none of them near its initial value. */
  static Model model(Graph graph, Random random) {
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    Lowering.specs(graph).forEach((id, spec) -> weights.put(id, weight(spec, random)));
    return new Model(graph, Weights.of(weights));
  }

  private static Tensor weight(WeightSpec spec, Random random) {
    float[] values = new float[Math.toIntExact(spec.shape().elements())];
    boolean positive = spec.name().endsWith("variance");
    double deviation = spec.role() == WeightSpec.Role.KERNEL ? 0.4 : 0.6;
    for (int i = 0; i < values.length; i++) {
      double v = random.nextGaussian() * deviation;
      values[i] = (float) (positive ? 0.5 + Math.abs(v) : v);
    }
    return Tensor.of(spec.shape(), values);
  }
}
