package cortado.bench.large;

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
import cortado.ops.Lowering;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of any size for small images: 3x3 convolutions with batch norm, then dense layers. Its
 * weights are computed when they are read, so that it takes no memory.
 */
final class LargeModel {
  private static final int FILTERS = 1024;
  private static final int UNITS = 4096;
  private static final Shape INPUT = Shape.of(Shape.UNKNOWN, 4, 4, 16);

  private final List<Node> nodes = new ArrayList<>();
  private long parameters;

  private LargeModel() {}

  /**
   * A model.
   *
   * @param bytes of its weights, which it exceeds by less than one layer of 67 MB
   */
  static Model of(long bytes) {
    Graph graph = new LargeModel().graph(bytes / Float.BYTES);
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    Lowering.specs(graph).forEach((id, spec) -> weights.put(id, random(id, spec)));
    return new Model(graph, Weights.of(weights));
  }

  private Graph graph(long least) {
    Ref input = add(new Layer.InputLayer("input", INPUT));
    Ref x = input;
    for (int i = 1, channels = INPUT.dim(-1); parameters < least * 3 / 4; i++) {
      x = add(convolution("conv_" + i), x);
      x = add(new Layer.BatchNormalization("norm_" + i, 0.9f, 1e-3f, true, true), x);
      x = add(new Layer.ActivationLayer("relu_" + i, Activation.RELU), x);
      parameters += 9L * channels * FILTERS + 4L * FILTERS;
      channels = FILTERS;
    }
    Size2 whole = Size2.square(INPUT.dim(1));
    x = add(new Layer.MaxPooling2D("pool", whole, whole, Padding.VALID), x);
    for (int i = 1, units = FILTERS; parameters < least; i++) {
      x = add(new Layer.Dense("dense_" + i, UNITS, Activation.RELU, true), x);
      parameters += (units + 1L) * UNITS;
      units = UNITS;
    }
    Ref output = add(new Layer.Dense("classes", 10, Activation.LINEAR, true), x);
    return new Graph("large", nodes, List.of(input), List.of(output));
  }

  private static Layer convolution(String name) {
    return new Layer.Conv2D(
        name,
        FILTERS,
        Size2.square(3),
        Size2.ONE,
        Padding.SAME,
        Size2.ONE,
        1,
        Activation.LINEAR,
        false);
  }

  private Ref add(Layer layer, Ref... inputs) {
    nodes.add(new Node(layer, 0, List.of(inputs)));
    return Ref.of(layer.name());
  }

  /** Uniform in a range that keeps the signal's size; variances are near 1. */
  private static Tensor random(WeightId id, WeightSpec spec) {
    Shape shape = spec.shape();
    long seed = id.hashCode() * 0x9e3779b97f4a7c15L;
    boolean kernel = spec.role() == WeightSpec.Role.KERNEL;
    float range = kernel ? (float) Math.sqrt(6.0 * shape.dim(-1) / shape.elements()) : 0.1f;
    float middle = id.name().contains("variance") || id.name().contains("gamma") ? 1 : 0;
    return Tensor.computed(
        DType.FLOAT32,
        shape,
        (from, into) -> {
          for (int i = from; into.hasRemaining(); i++) {
            into.putFloat(middle + range * uniform(seed + i));
          }
        });
  }

  /** In [-1, 1), by the finalizer of SplittableRandom (Steele et al., 2014). */
  private static float uniform(long n) {
    long z = n * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return (int) ((z ^ z >>> 31) >>> 32) * 0x1p-31f;
  }
}
