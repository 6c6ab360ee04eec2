package cortado.graph;

import cortado.UserError;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of Simonyan and Zisserman (2014) for classes: blocks of 3x3 convolutions, each
 * pooled by 2, then fully connected layers and a softmax. The layers have the names that they have
 * in Keras' applications.
 */
public final class Vgg {
  /** The convolutions of each block of VGG-16. */
  public static final List<Integer> DEPTHS_16 = List.of(2, 2, 3, 3, 3);

  private final List<Node> nodes = new ArrayList<>();
  private Ref last = null;

  private Vgg() {}

  /** What fully connected layers make of the blocks: units of each, and the number of classes. */
  public record Head(List<Integer> dense, int classes) {
    /**
     * @throws UserError if a layer has no unit, or there are fewer than two classes
     */
    public Head {
      dense = List.copyOf(dense);
      if (dense.stream().anyMatch(d -> d < 1) || classes < 2) {
        throw UserError.because("A VGG ends in layers of units, and at least two classes")
            .received("layers " + dense + ", classes " + classes)
            .next("%model vgg --dense 64 --classes 2");
      }
    }
  }

  /**
   * A network without weights.
   *
   * @param name of the graph
   * @param image height, width and channels in pixels; height and width at least 2^blocks
   * @param depths convolutions of each block
   * @param filters of each block
   * @throws UserError if the image is too small, or there are not as many filters as blocks
   */
  public static Graph of(
      String name, Shape image, List<Integer> depths, List<Integer> filters, Head head) {
    if (filters.size() != depths.size() || filters.stream().anyMatch(f -> f < 1)) {
      throw UserError.because("A VGG of " + depths.size() + " blocks needs filters for each")
          .received(filters)
          .allowed(depths.size() + " positive numbers");
    }
    int least = 1 << depths.size();
    if (image.dim(0) < least || image.dim(1) < least || image.dim(2) < 1) {
      throw UserError.because("The image is too small for a VGG of " + depths.size() + " blocks")
          .received(image)
          .allowed("at least " + least + " x " + least + ", and one channel");
    }
    return new Vgg().build(name, image, depths, filters, head);
  }

  private Graph build(
      String name, Shape image, List<Integer> depths, List<Integer> filters, Head head) {
    Shape batches = Shape.of(Shape.UNKNOWN, image.dim(0), image.dim(1), image.dim(2));
    add(new Layer.InputLayer("input", batches));
    Ref input = last;
    for (int block = 1; block <= depths.size(); block++) {
      for (int i = 1; i <= depths.get(block - 1); i++) {
        add(convolution("block" + block + "_conv" + i, filters.get(block - 1)));
      }
      Size2 two = Size2.square(2);
      add(new Layer.MaxPooling2D("block" + block + "_pool", two, two, Padding.VALID));
    }
    add(new ShapeLayer.Flatten("flatten"));
    for (int i = 0; i < head.dense().size(); i++) {
      add(new Layer.Dense("fc" + (i + 1), head.dense().get(i), Activation.RELU, true));
    }
    add(new Layer.Dense("predictions", head.classes(), NamedActivation.SOFTMAX, true));
    return new Graph(name, nodes, List.of(input), List.of(last));
  }

  private static Layer convolution(String name, int filters) {
    return new Layer.Conv2D(
        name,
        filters,
        Size2.square(3),
        Size2.ONE,
        Padding.SAME,
        Size2.ONE,
        1,
        Activation.RELU,
        true);
  }

  private void add(Layer layer) {
    nodes.add(new Node(layer, 0, last == null ? List.of() : List.of(last)));
    last = Ref.of(layer.name());
  }
}
