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

  private final WeightSource weights;
  private final Map<WeightId, Tensor> constants = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Ref, Value> values = new HashMap<>();
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
    lowering.lower(graph);
    return new Program(
        lowering.steps,
        graph.inputs().stream().map(lowering.values::get).toList(),
        graph.outputs().stream().map(lowering.values::get).toList(),
        weights.with(lowering.constants),
        lowering.constants.keySet());
  }

  /** The weights that the layers of a graph ask for, in the order of the layers. */
  public static Map<WeightId, WeightSpec> specs(Graph graph) {
    Map<WeightId, WeightSpec> specs = new LinkedHashMap<>();
    new Lowering(new Asked(specs)).lower(graph);
    return specs;
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

  private void lower(Graph graph) {
    for (Node node : graph.nodes()) {
      values.put(node.output(), lower(node));
    }
  }

  private Value lower(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Layer.InputLayer input) {
      return new Value(nextId++, input.name(), input.shape());
    }
    List<Value> in = node.inputs().stream().map(values::get).toList();
    if (in.isEmpty()) {
      throw UserError.because("The layer '" + layer.name() + "' has no input");
    }
    check(layer, in.get(0).shape());
    LayerSteps call = new LayerSteps(layer.name(), node.output().toString(), in, sink());
    return LayerLowering.lower(layer, call);
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

  private Value add(LayerSteps.Draft d) {
    Value out = new Value(nextId++, d.name(), d.shape());
    steps.add(new Step(d.layer(), d.op(), d.inputs(), out));
    return out;
  }

  private void check(Layer layer, Shape input) {
    boolean known = input.rank() > 0 && input.dim(-1) != Shape.UNKNOWN;
    List<WeightSpec> specs = known ? layer.weights(input) : List.of();
    for (WeightSpec spec : specs) {
      weights.check(new WeightId(layer.name(), spec.name()), spec);
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
