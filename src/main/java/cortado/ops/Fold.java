package cortado.ops;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a narrow convolution computes several neighbouring pixels of a row at once.
 *
 * @param made the pixels that it computes at once, which become its output channels
 * @param read the pixels of its input that become input channels, {@code made} or a part of it
 */
record Fold(int made, int read) {
  /** What one register of AVX-512 holds in float32, the widest that kernels of XNNPACK fill. */
  private static final int LANES = 16;

  /** XNNPACK multiplies int8 by eights of input channels. */
  private static final int INTEGER_STEP = 8;

  /** Smaller images take no time that would be worth a larger kernel. */
  private static final int LEAST_PIXELS = 64 * 64;

  /** Larger kernels cost more room in the file than their time is worth. */
  private static final int MOST_ELEMENTS = 4096;

  /**
   * The fold of a convolution that leaves lanes of the processor empty.
   *
   * @param kernel its shape, HWIO
   * @param input the shape of its input, NHWC
   * @param integer whether it computes in int8
   */
  static Optional<Fold> of(LinearOp.Convolution op, Shape kernel, Shape input, boolean integer) {
    if (!isFoldable(op, kernel, input)) {
      return Optional.empty();
    }
    int rows = kernel.dim(0);
    int columns = kernel.dim(1);
    return IntStream.of(8, 4, 2)
        .filter(made -> made * kernel.dim(3) <= LANES && input.dim(2) % made == 0)
        .mapToObj(made -> new Fold(made, read(made, columns, kernel.dim(2), integer)))
        .filter(f -> f.kernel(rows, columns, kernel).elements() <= MOST_ELEMENTS)
        .findFirst();
  }

  private static boolean isFoldable(LinearOp.Convolution op, Shape kernel, Shape input) {
    return kernel.rank() == 4
        && input.withDim(0, 1).isKnown()
        && op.groups() == 1
        && op.strides().equals(Size2.ONE)
        && op.dilation().equals(Size2.ONE)
        && (op.padding() == Padding.SAME || kernel.dim(1) == 1)
        && kernel.dim(1) % 2 == 1
        && input.dim(1) * (long) input.dim(2) >= LEAST_PIXELS;
  }

  private static int read(int made, int columns, int channels, boolean integer) {
    if (columns == 1) {
      return made;
    }
    int read = 1;
    while (integer && read < made && 2 * read * channels <= INTEGER_STEP) {
      read *= 2;
    }
    return read;
  }

  /** The columns of the wide kernel: what is read for the pixels and for those beside them. */
  private int columns(int columns) {
    return made / read + 2 * border(columns);
  }

  /** The groups of pixels that are read on each side of those that are made. */
  private int border(int columns) {
    return (columns / 2 + read - 1) / read;
  }

  private Shape kernel(int rows, int columns, Shape kernel) {
    return Shape.of(rows, columns(columns), read * kernel.dim(2), made * kernel.dim(3));
  }

  /** The same convolution of groups of pixels, to be given the weights of {@link #kernel}. */
  LinearOp.Convolution convolution(LinearOp.Convolution op, WeightId kernel, Optional<WeightId> b) {
    Size2 strides = new Size2(1, made / read);
    return new LinearOp.Convolution(kernel, b, strides, op.padding(), Size2.ONE, 1, op.fused());
  }

  /** The kernel once for each pixel that is made, each time a pixel further to the right. */
  Tensor kernel(Tensor kernel) {
    Shape narrow = kernel.shape();
    int columns = narrow.dim(1);
    int inputs = narrow.dim(2);
    int outputs = narrow.dim(3);
    Shape wide = kernel(narrow.dim(0), columns, narrow);
    float[] from = kernel.floats();
    float[] to = new float[Math.toIntExact(wide.elements())];
    int perRow = wide.dim(1) * read * inputs;
    for (int i = 0; i < from.length; i++) {
      int output = i % outputs;
      int input = i / outputs % inputs;
      int column = i / (outputs * inputs) % columns;
      int row = i / (outputs * inputs * columns);
      for (int pixel = 0; pixel < made; pixel++) {
        int at = border(columns) * read + pixel + column - columns / 2;
        to[((row * perRow + at * inputs + input) * made + pixel) * outputs + output] = from[i];
      }
    }
    return Tensor.of(wide, to);
  }

  /** The numbers of each channel once for each pixel that is made. */
  Tensor bias(Tensor bias) {
    float[] from = bias.floats();
    float[] to = new float[made * from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i % from.length];
    }
    return Tensor.of(Shape.of(to.length), to);
  }
}
