package cortado.ops;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.Size2;
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
import java.util.Optional;

/**
 * Turns the layers of a model into primitive ops, working out every shape and checking the weights
 * against it.
 */
public final class Lowering {
  private interface WeightCheck {
    void check(WeightId id, WeightSpec spec);
  }

  private final WeightCheck weights;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Ref, Value> values = new HashMap<>();
  private int nextId;

  private Lowering(WeightCheck weights) {
    this.weights = weights;
  }

  /**
   * The program of a model, as trained: batch norm and dropout are still ops of their own.
   *
   * @throws UserError if a weight is missing or has another shape than its layer asks for
   */
  public static Program lower(Model model) {
    Weights weights = model.weights();
    Lowering lowering = new Lowering((id, spec) -> require(weights, id, spec));
    Graph graph = model.graph();
    lowering.lower(graph);
    return new Program(
        lowering.steps,
        graph.inputs().stream().map(lowering.values::get).toList(),
        graph.outputs().stream().map(lowering.values::get).toList(),
        weights);
  }

  /** The weights that the layers of a graph ask for, in the order of the layers. */
  public static Map<WeightId, WeightSpec> specs(Graph graph) {
    Map<WeightId, WeightSpec> specs = new LinkedHashMap<>();
    new Lowering(specs::put).lower(graph);
    return specs;
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
    return new NodeLowering(node, in).lower();
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

  /** The ops of one call of a layer; the last one carries the layer's name. */
  private final class NodeLowering {
    private final Layer layer;
    private final String name;
    private final List<Value> in;

    NodeLowering(Node node, List<Value> in) {
      this.layer = node.layer();
      this.name = node.output().toString();
      this.in = in;
    }

    Value lower() {
      if (layer instanceof Layer.Conv2D l) {
        return conv(l);
      } else if (layer instanceof Layer.Conv2DTranspose l) {
        return transposed(l);
      } else if (layer instanceof Layer.Dense l) {
        Shape s = shape(Shape.UNKNOWN).withDim(-1, l.units());
        return activated(l.activation(), s, new Op.MatrixProduct(kernel(), bias(l.bias()), none()));
      } else if (layer instanceof Layer.BatchNormalization l) {
        return step(shape(Shape.UNKNOWN), batchNorm(l));
      } else if (layer instanceof Layer.ActivationLayer l) {
        return activation(in.get(0), l.activation());
      } else if (layer instanceof Layer.MaxPooling2D l) {
        Shape s =
            Windows.output(
                shape(4), l.pool(), l.strides(), Size2.ONE, l.padding(), shape(4).dim(3));
        return step(s, new Op.Pool(Op.PoolKind.MAX, l.pool(), l.strides(), l.padding()));
      } else if (layer instanceof Layer.Concatenate l) {
        return concat(l);
      } else if (layer instanceof Layer.Flatten) {
        return flatten();
      } else if (layer instanceof Layer.Dropout l) {
        return step(shape(Shape.UNKNOWN), new Op.Dropout(l.rate()));
      }
      throw new IllegalStateException("no lowering for " + layer.kind());
    }

    private Value conv(Layer.Conv2D l) {
      Shape s =
          Windows.output(shape(4), l.kernel(), l.strides(), l.dilation(), l.padding(), l.filters());
      Op op =
          new Op.Convolution(
              kernel(), bias(l.bias()), l.strides(), l.padding(), l.dilation(), l.groups(), none());
      return activated(l.activation(), s, op);
    }

    private Value transposed(Layer.Conv2DTranspose l) {
      Shape s =
          Windows.transposedOutput(shape(4), l.kernel(), l.strides(), l.padding(), l.filters());
      Op op =
          new Op.TransposedConvolution(kernel(), bias(l.bias()), l.strides(), l.padding(), none());
      return activated(l.activation(), s, op);
    }

    private Op batchNorm(Layer.BatchNormalization l) {
      return new Op.BatchNorm(
          l.scale() ? Optional.of(weight("gamma")) : Optional.empty(),
          l.center() ? Optional.of(weight("beta")) : Optional.empty(),
          weight("moving_mean"),
          weight("moving_variance"),
          l.momentum(),
          l.epsilon());
    }

    private Value concat(Layer.Concatenate l) {
      Shape first = shape(Shape.UNKNOWN);
      int axis = first.index(l.axis());
      int sum = 0;
      for (Value v : in) {
        Shape s = v.shape();
        if (s.rank() != first.rank() || !s.withDim(axis, 1).equals(first.withDim(axis, 1))) {
          throw UserError.because("The layer '" + layer.name() + "' joins shapes that do not fit")
              .received(in.stream().map(Value::shape).toList())
              .allowed("shapes that differ along axis " + axis + " only");
        }
        sum = Math.addExact(sum, s.dim(axis));
      }
      return step(first.withDim(axis, sum), new Op.Concat(axis));
    }

    private Value flatten() {
      Shape s = shape(Shape.UNKNOWN);
      Shape flat = Shape.of(s.dim(0), Math.toIntExact(s.withDim(0, 1).elements()));
      return step(flat, new Op.Reshape(flat));
    }

    private Value activated(Activation activation, Shape shape, Op op) {
      if (activation == Activation.LINEAR) {
        return step(shape, op);
      }
      Value linear = new Value(nextId++, name + "/linear", shape);
      steps.add(new Step(layer.name(), op, in, linear));
      return activation(linear, activation);
    }

    private Value activation(Value x, Activation activation) {
      return switch (activation) {
        case LINEAR -> x;
        case RELU -> unary(x, Op.Function.RELU);
        case SIGMOID -> unary(x, Op.Function.SIGMOID);
        case TANH -> unary(x, Op.Function.TANH);
        case SOFTMAX -> emit(new Op.Softmax(), List.of(x), x.shape());
      };
    }

    private Value unary(Value x, Op.Function f) {
      return emit(new Op.Unary(f), List.of(x), x.shape());
    }

    private Value step(Shape shape, Op op) {
      return emit(op, in, shape);
    }

    private Value emit(Op op, List<Value> inputs, Shape shape) {
      Value out = new Value(nextId++, name, shape);
      steps.add(new Step(layer.name(), op, inputs, out));
      return out;
    }

    private Shape shape(int rank) {
      Shape s = in.get(0).shape();
      if (rank != Shape.UNKNOWN && s.rank() != rank) {
        throw UserError.because("The layer '" + layer.name() + "' takes images of rank " + rank)
            .received(s);
      }
      return s;
    }

    private WeightId kernel() {
      return weight("kernel");
    }

    private Optional<WeightId> bias(boolean present) {
      return present ? Optional.of(weight("bias")) : Optional.empty();
    }

    private WeightId weight(String weight) {
      return new WeightId(layer.name(), weight);
    }
  }

  private static Optional<Op.Function> none() {
    return Optional.empty();
  }
}
