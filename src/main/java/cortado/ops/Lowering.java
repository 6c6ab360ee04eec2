package cortado.ops;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.graph.Weights;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the layers of a model into primitive ops, working out every shape and checking the weights
 * against it.
 */
public final class Lowering {
  private interface WeightSource {
    void check(WeightId id, WeightSpec spec);

    Tensor get(WeightId id);
  }

  /** Models in each other, each called several times, could be more than memory holds. */
  private static final int MAX_CALLS = 200_000;

  private final WeightSource weights;
  private final Map<WeightId, Tensor> constants = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private int calls;
  private int nextId;

  private Lowering(WeightSource weights) {
    this.weights = weights;
  }

  /**
   * The program of a model, as trained: batch norm and dropout are still ops of their own.
   *
   * @throws UserError if a weight is missing or has another shape than its layer asks for
   */
  public static Program lower(Model model) {
    Weights weights = model.weights();
    Lowering lowering = new Lowering(required(weights));
    Graph graph = model.graph();
    Scope scope = new Scope("", "", new HashMap<>());
    lowering.lower(graph, scope);
    return new Program(
        lowering.steps,
        scope.values(graph.inputs()),
        scope.values(graph.outputs()),
        weights.with(lowering.constants),
        lowering.constants.keySet());
  }

  /** The weights that the layers of a graph ask for, in the order of the layers. */
  public static Map<WeightId, WeightSpec> specs(Graph graph) {
    Map<WeightId, WeightSpec> specs = new LinkedHashMap<>();
    new Lowering(new Asked(specs)).lower(graph, new Scope("", "", new HashMap<>()));
    return specs;
  }

  /** The kernels among them: what pruning is about. */
  public static List<WeightId> kernels(Graph graph) {
    return specs(graph).entrySet().stream()
        .filter(e -> e.getValue().role() == WeightSpec.Role.KERNEL)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a graph has a weight that training changes; statistics only follow the data. */
  public static boolean isTrainable(Graph graph) {
    return specs(graph).values().stream().anyMatch(spec -> spec.role().trainable());
  }

  private static WeightSource required(Weights weights) {
    return new WeightSource() {
      @Override
      public void check(WeightId id, WeightSpec spec) {
        require(weights, id, spec);
      }

      @Override
      public Tensor get(WeightId id) {
        return weights.get(id);
      }
    };
  }

  /** Notes which weights are asked for; their values are zeros. */
  private record Asked(Map<WeightId, WeightSpec> specs) implements WeightSource {
    @Override
    public void check(WeightId id, WeightSpec spec) {
      specs.put(id, spec);
    }

    @Override
    public Tensor get(WeightId id) {
      Shape shape = specs.get(id).shape();
      return Tensor.of(shape, new float[Math.toIntExact(shape.elements())]);
    }
  }

  /**
   * A model that is being lowered, the outermost or one in it.
   *
   * @param layers what its layers' names are prefixed by
   * @param calls what its calls' names are prefixed by, as a model may be called several times
   * @param values what its layers have computed, or what it was given
   */
  private record Scope(String layers, String calls, Map<Ref, Value> values) {
    List<Value> values(List<Ref> refs) {
      return refs.stream().map(values::get).toList();
    }
  }

  private void lower(Graph graph, Scope scope) {
    for (Node node : graph.nodes()) {
      if (++calls > MAX_CALLS) {
        throw UserError.because("The model calls too many layers").allowed("up to " + MAX_CALLS);
      }
      if (node.layer() instanceof Layer.Nested nested) {
        List<Value> results = nested(nested, node, scope);
        for (int i = 0; i < results.size(); i++) {
          scope.values().put(node.output(i), results.get(i));
        }
      } else if (!scope.values().containsKey(node.output())) {
        for (Ref output : node.outputs()) {
          scope.values().put(output, lower(node, output, scope));
        }
      }
    }
  }

  private Value lower(Node node, Ref output, Scope scope) {
    Layer layer = node.layer();
    String path = scope.layers() + layer.name();
    if (layer instanceof Layer.InputLayer input) {
      return new Value(nextId++, path, input.shape());
    }
    List<Value> in = scope.values(node.inputs());
    if (in.isEmpty()) {
      throw UserError.because("The layer '" + path + "' has no input");
    }
    check(layer, path, in.get(0).shape());
    LayerSteps call = new LayerSteps(path, scope.calls() + output, in, sink());
    return LayerLowering.lower(layer, output.output(), call);
  }

  private LayerSteps.Sink sink() {
    return new LayerSteps.Sink() {
      @Override
      public Value add(LayerSteps.Draft step) {
        return Lowering.this.add(step);
      }

      @Override
      public void add(WeightId id, Tensor constant) {
        constants.putIfAbsent(id, constant);
      }

      @Override
      public Tensor weight(WeightId id) {
        return weights.get(id);
      }
    };
  }

  private List<Value> nested(Layer.Nested model, Node node, Scope outer) {
    String path = outer.layers() + model.name();
    Graph graph = model.graph();
    List<Value> in = outer.values(node.inputs());
    if (in.size() != graph.inputs().size()) {
      throw UserError.because("The model '" + path + "' has a wrong number of inputs")
          .received(in.size())
          .allowed(graph.inputs().size());
    }
    Scope inner = new Scope(path + "/", outer.calls() + node.output() + "/", new HashMap<>());
    for (int i = 0; i < in.size(); i++) {
      inner.values().put(graph.inputs().get(i), in.get(i));
    }
    for (Node n : graph.nodes()) {
      Value given = inner.values().get(n.output());
      if (given != null && n.layer() instanceof Layer.InputLayer declared) {
        requireFit(path, given.shape(), declared.shape());
      }
    }
    lower(graph, inner);
    return inner.values(graph.outputs());
  }

  private static void requireFit(String path, Shape given, Shape declared) {
    boolean fits = given.rank() == declared.rank();
    for (int axis = 1; fits && axis < given.rank(); axis++) {
      int extent = declared.dim(axis);
      fits =
          extent == Shape.UNKNOWN || given.dim(axis) == Shape.UNKNOWN || given.dim(axis) == extent;
    }
    if (!fits) {
      throw UserError.because("The model '" + path + "' is called on what it does not take")
          .received(given)
          .allowed(declared);
    }
  }

  private Value add(LayerSteps.Draft d) {
    Value out = new Value(nextId++, d.name(), d.shape());
    steps.add(new Step(d.layer(), d.op(), d.inputs(), out));
    return out;
  }

  private void check(Layer layer, String path, Shape input) {
    boolean known = input.rank() > 0 && input.dim(-1) != Shape.UNKNOWN;
    List<WeightSpec> specs = known ? layer.weights(input) : List.of();
    for (WeightSpec spec : specs) {
      weights.check(new WeightId(path, spec.name()), spec);
    }
  }

  private static void require(Weights weights, WeightId id, WeightSpec spec) {
    if (!weights.contains(id)) {
      throw UserError.because("The weight " + id + " is missing").allowed(spec.shape());
    }
    Tensor t = weights.get(id);
    if (!t.shape().equals(spec.shape()) || t.dtype() != DType.FLOAT32) {
      throw UserError.because("The weight " + id + " does not fit its layer")
          .received(t)
          .allowed("FLOAT32 " + spec.shape());
    }
  }
}
