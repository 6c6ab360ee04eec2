package cortado.graph;

import cortado.UserError;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The U-Net of Ronneberger et al. (2015) for binary masks, with batch norm: at each level two 3x3
 * convolutions, pooled by 2 on the way down, 2x2 transposed convolutions and skip connections on
 * the way up, a 1x1 convolution with a sigmoid at the end.
 */
public final class UNet {
  // Keras' 0.99 remembers 100 steps, more than a short fine-tuning has.
  private static final float MOMENTUM = 0.9f;
  private static final float EPSILON = 1e-3f;

  private final List<Node> nodes = new ArrayList<>();
  private int count;

  private UNet() {}

  /**
   * A U-Net without weights.
   *
   * @param size height and width of the image in pixels, a multiple of 2^(levels - 1)
   * @param channels of the image
   * @param filters of each level, from the top down
   */
  public static Graph of(int size, int channels, List<Integer> filters) {
    int reduction = 1 << (filters.size() - 1);
    if (filters.isEmpty() || filters.stream().anyMatch(f -> f < 1)) {
      throw UserError.because("A U-Net needs a positive number of filters at each level")
          .received(filters)
          .next("%model unet --filters 8,16,32,64,128");
    }
    if (size < reduction || size % reduction != 0 || channels < 1) {
      throw UserError.because("The image does not fit a U-Net of " + filters.size() + " levels")
          .received(size + "x" + size + "x" + channels)
          .allowed("sizes that are a multiple of " + reduction + ", at least one channel");
    }
    return new UNet().build(size, channels, filters);
  }

  private Graph build(int size, int channels, List<Integer> filters) {
    Ref input = add(new Layer.InputLayer("input", Shape.of(Shape.UNKNOWN, size, size, channels)));
    List<Ref> skips = new ArrayList<>();
    int deepest = filters.size() - 1;
    Ref x = input;
    for (int level = 0; level < deepest; level++) {
      x = block(x, filters.get(level));
      skips.add(x);
      Size2 two = Size2.square(2);
      x = add(new Layer.MaxPooling2D(name("pool"), two, two, Padding.VALID), x);
    }
    x = block(x, filters.get(deepest));
    for (int level = deepest - 1; level >= 0; level--) {
      Ref up = add(up(filters.get(level)), x);
      x =
          block(
              add(new Layer.Concatenate(name("concat"), -1), up, skips.get(level)),
              filters.get(level));
    }
    Ref mask = add(conv("mask", 1, 1, Activation.SIGMOID, true), x);
    return new Graph("unet", nodes, List.of(input), List.of(mask));
  }

  private Ref block(Ref x, int filters) {
    for (int i = 0; i < 2; i++) {
      x = add(conv(name("conv"), filters, 3, Activation.LINEAR, false), x);
      x = add(new Layer.BatchNormalization(name("norm"), MOMENTUM, EPSILON, true, true), x);
      x = add(new Layer.ActivationLayer(name("relu"), Activation.RELU), x);
    }
    return x;
  }

  private Layer up(int filters) {
    Size2 two = Size2.square(2);
    return new Layer.Conv2DTranspose(
        name("up"), filters, two, two, Padding.SAME, List.of(), Size2.ONE, Activation.LINEAR, true);
  }

  private static Layer conv(String name, int filters, int kernel, Activation f, boolean bias) {
    return new Layer.Conv2D(
        name, filters, Size2.square(kernel), Size2.ONE, Padding.SAME, Size2.ONE, 1, f, bias);
  }

  private String name(String kind) {
    return kind + "_" + ++count;
  }

  private Ref add(Layer layer, Ref... inputs) {
    nodes.add(new Node(layer, 0, List.of(inputs)));
    return Ref.of(layer.name());
  }
}
