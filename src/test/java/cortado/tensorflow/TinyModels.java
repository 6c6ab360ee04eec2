package cortado.tensorflow;

import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Padding;
import cortado.graph.Ref;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.graph.Weights;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds small models layer by layer, with random weights that depend on a seed. */
final class TinyModels {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<WeightId, Tensor> weights = new LinkedHashMap<>();
  private final Random random;

  TinyModels(long seed) {
    random = new Random(seed);
  }

  /** A U-Net of conv, batch norm, ReLU twice per level, 2x2 transposed convolutions up. */
  static Model unet(int size, long seed, int... filters) {
    TinyModels m = new TinyModels(seed);
    Ref x = m.input("image", Shape.of(Shape.UNKNOWN, size, size, 1));
    int channels = 1;
    List<Ref> skips = new ArrayList<>();
    for (int level = 0; level < filters.length; level++) {
      x = m.block("down" + level, x, channels, filters[level]);
      channels = filters[level];
      if (level < filters.length - 1) {
        skips.add(x);
        Size2 two = Size2.square(2);
        x = m.add(new Layer.MaxPooling2D("pool" + level, two, two, Padding.VALID), null, x);
      }
    }
    for (int level = filters.length - 2; level >= 0; level--) {
      x = m.up("up" + level, x, channels, filters[level]);
      x = m.add(new Layer.Concatenate("join" + level, -1), null, x, skips.get(level));
      x = m.block("merge" + level, x, 2 * filters[level], filters[level]);
      channels = filters[level];
    }
    x = m.conv("mask", x, channels, 1, Size2.ONE, Activation.SIGMOID, true);
    return m.model(x);
  }

  Ref input(String name, Shape shape) {
    return add(new Layer.InputLayer(name, shape), null);
  }

  /** Adds a layer; its weights are those it asks for with {@code input}, none if null. */
  Ref add(Layer layer, Shape input, Ref... inputs) {
    nodes.add(new Node(layer, 0, List.of(inputs)));
    if (input != null) {
      for (WeightSpec spec : layer.weights(input)) {
        weights.put(new WeightId(layer.name(), spec.name()), values(spec));
      }
    }
    return Ref.of(layer.name());
  }

  Ref conv(String name, Ref x, int in, int out, Size2 kernel, Activation a, boolean bias) {
    Layer layer =
        new Layer.Conv2D(name, out, kernel, Size2.ONE, Padding.SAME, Size2.ONE, 1, a, bias);
    return add(layer, Shape.of(1, 1, 1, in), x);
  }

  Model model(Ref... outputs) {
    List<Ref> inputs =
        nodes.stream()
            .filter(n -> n.layer() instanceof Layer.InputLayer)
            .map(Node::output)
            .toList();
    return new Model(new Graph("tiny", nodes, inputs, List.of(outputs)), Weights.of(weights));
  }

  private Ref block(String name, Ref x, int in, int out) {
    Ref y = x;
    for (String half : List.of("a", "b")) {
      int channels = half.equals("a") ? in : out;
      y = conv(name + half, y, channels, out, Size2.square(3), Activation.LINEAR, false);
      y =
          add(
              new Layer.BatchNormalization(name + half + "_bn", 0.99f, 1e-3f, true, true),
              Shape.of(1, out),
              y);
      y = add(new Layer.ActivationLayer(name + half + "_relu", Activation.RELU), null, y);
    }
    return y;
  }

  private Ref up(String name, Ref x, int in, int out) {
    Size2 two = Size2.square(2);
    Layer layer =
        new Layer.Conv2DTranspose(
            name, out, two, two, Padding.SAME, List.of(), Size2.ONE, Activation.LINEAR, true);
    return add(layer, Shape.of(1, 1, 1, in), x);
  }

  private Tensor values(WeightSpec spec) {
    int n = Math.toIntExact(spec.shape().elements());
    float[] v = new float[n];
    double fan = (double) n / spec.shape().dim(-1);
    for (int i = 0; i < n; i++) {
      v[i] =
          switch (spec.name()) {
            case "kernel" -> (float) (random.nextGaussian() * Math.sqrt(2 / fan));
            case "gamma", "moving_variance" -> 0.7f + 0.6f * random.nextFloat();
            default -> 0.2f * random.nextFloat() - 0.1f;
          };
    }
    return Tensor.of(spec.shape(), v);
  }
}
