package cortado.tflite;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.ops.Op;
import cortado.tensor.Shape;
import java.util.Optional;

/** The options of an operator as a table of the TFLite schema; slots are field numbers there. */
interface Options {
  /** Writes the table and returns its offset. */
  int write(FlatBuilder b);

  /** For operators that have no options. */
  Options NONE =
      b -> {
        throw new IllegalStateException("no options to write");
      };

  /** For operators whose options are left at their defaults. */
  Options EMPTY =
      b -> {
        b.startTable(0);
        return b.endTable();
      };

  static Options convolution(
      Padding padding, Size2 strides, Size2 dilation, Optional<Op.Function> fused) {
    return b -> {
      b.startTable(7);
      window(b, padding, strides);
      b.addByte(3, activation(fused), 0);
      b.addInt(4, dilation.width(), 1);
      b.addInt(5, dilation.height(), 1);
      return b.endTable();
    };
  }

  static Options depthwise(
      Padding padding, Size2 strides, Size2 dilation, int multiplier, Optional<Op.Function> fused) {
    return b -> {
      b.startTable(7);
      window(b, padding, strides);
      b.addInt(3, multiplier, 0);
      b.addByte(4, activation(fused), 0);
      b.addInt(5, dilation.width(), 1);
      b.addInt(6, dilation.height(), 1);
      return b.endTable();
    };
  }

  static Options transposedConvolution(
      Padding padding, Size2 strides, Optional<Op.Function> fused) {
    return b -> {
      b.startTable(5);
      window(b, padding, strides);
      b.addByte(3, activation(fused), 0);
      return b.endTable();
    };
  }

  /**
   * Of a sum, difference, product or quotient.
   *
   * @param anyScale whether the scales of int16 values need not be powers of two, which only sums
   *     and differences ask
   */
  static Options elementwise(Optional<Op.Function> fused, boolean anyScale) {
    return b -> {
      b.startTable(2);
      b.addByte(0, activation(fused), 0);
      b.addBoolean(1, !anyScale, true);
      return b.endTable();
    };
  }

  static Options fullyConnected(boolean keepRank, Optional<Op.Function> fused) {
    return b -> {
      b.startTable(5);
      b.addByte(0, activation(fused), 0);
      b.addBoolean(2, keepRank, false);
      return b.endTable();
    };
  }

  static Options pool(Padding padding, Size2 strides, Size2 window) {
    return b -> {
      b.startTable(6);
      window(b, padding, strides);
      b.addInt(3, window.width(), 0);
      b.addInt(4, window.height(), 0);
      return b.endTable();
    };
  }

  static Options concatenation(int axis) {
    return b -> {
      b.startTable(2);
      b.addInt(0, axis, 0);
      return b.endTable();
    };
  }

  /** A slice; a bit of the mask is set for each axis that is taken up to its end. */
  static Options stridedSlice(int endMask) {
    return b -> {
      b.startTable(5);
      b.addInt(1, endMask, 0);
      return b.endTable();
    };
  }

  /** Extents as int32, which is 2 in the schema. */
  static Options shape() {
    return b -> {
      b.startTable(1);
      b.addByte(0, (byte) 2, 0);
      return b.endTable();
    };
  }

  static Options block(int size) {
    return b -> {
      b.startTable(1);
      b.addInt(0, size, 0);
      return b.endTable();
    };
  }

  static Options batchProduct(boolean transposed) {
    return b -> {
      b.startTable(3);
      b.addBoolean(1, transposed, false);
      return b.endTable();
    };
  }

  static Options leakyRelu(float slope) {
    return b -> {
      b.startTable(1);
      b.addFloat(0, slope, 0);
      return b.endTable();
    };
  }

  static Options gelu(boolean approximate) {
    return b -> {
      b.startTable(1);
      b.addBoolean(0, approximate, false);
      return b.endTable();
    };
  }

  static Options reduce(boolean keepDims) {
    return b -> {
      b.startTable(1);
      b.addBoolean(0, keepDims, false);
      return b.endTable();
    };
  }

  /** The centers of pixels lie at halves. */
  static Options resizeNearest() {
    return b -> {
      b.startTable(2);
      b.addBoolean(1, true, false);
      return b.endTable();
    };
  }

  /** The centers of pixels lie at halves. */
  static Options resizeBilinear() {
    return b -> {
      b.startTable(4);
      b.addBoolean(3, true, false);
      return b.endTable();
    };
  }

  static Options softmax() {
    return b -> {
      b.startTable(1);
      b.addFloat(0, 1, 0);
      return b.endTable();
    };
  }

  static Options reshape(Shape shape) {
    return b -> {
      int dims = FlatVectors.ints(b, shape.dims());
      b.startTable(1);
      b.addOffset(0, dims, 0);
      return b.endTable();
    };
  }

  private static void window(FlatBuilder b, Padding padding, Size2 strides) {
    b.addByte(0, (byte) (padding == Padding.SAME ? 0 : 1), 0);
    b.addInt(1, strides.width(), 0);
    b.addInt(2, strides.height(), 0);
  }

  private static byte activation(Optional<Op.Function> fused) {
    if (fused.isEmpty()) {
      return 0;
    }
    return switch (fused.get()) {
      case RELU -> 1;
      case RELU6 -> 3;
      default -> throw new IllegalStateException("TFLite does not fuse " + fused.get());
    };
  }
}
