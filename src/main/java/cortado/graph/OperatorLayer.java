package cortado.graph;

import java.util.List;

/**
 * Operators in functional models, which Keras 2 writes as calls of TensorFlow and Keras 3 as calls
 * of {@code keras.ops}; only those that no other layer is equal to.
 */
public sealed interface OperatorLayer extends Layer {

  /** A function of each element. */
  enum Function {
    ABSOLUTE,
    SQUARE,
    SQUARE_ROOT,
    /** 1 / sqrt(x). */
    RECIPROCAL_SQUARE_ROOT,
    /** The natural one. */
    LOGARITHM
  }

  record Elementwise(String name, Function function) implements OperatorLayer {}

  /** numerator / x. */
  record Reciprocal(String name, float numerator) implements OperatorLayer {}

  /** The first input by the second; an extent of 1 is repeated to fit the other. */
  record Divide(String name) implements OperatorLayer {}

  /** min(max(x, min), max); infinite where there is no bound. */
  record Clip(String name, float min, float max) implements OperatorLayer {}

  /** How values along axes become one. */
  enum Reducing {
    MEAN,
    SUM,
    MAX,
    MIN
  }

  /**
   * Values along some axes as one.
   *
   * @param axes from 1, or from the last, -1, backwards
   * @param keepDims whether they stay, with extent 1
   */
  record Reduction(String name, Reducing reducing, List<Integer> axes, boolean keepDims)
      implements OperatorLayer {
    public Reduction {
      axes = List.copyOf(axes);
    }
  }

  /** What becomes of an axis. */
  enum Selection {
    /** Every step-th position from begin up to but without end, below 0 from the end. */
    RANGE,
    /** The position begin alone, and the axis goes. */
    INDEX,
    /** A new axis of extent 1. */
    NEW_AXIS,
    /** All axes that no other part is for. */
    REST
  }

  /**
   * A part of Python's {@code x[…]}.
   *
   * @param end {@link Integer#MAX_VALUE} for all that remains
   */
  record Part(Selection selection, int begin, int end, int step) {}

  /** A part of the values; the first is for the batch and takes all of it. */
  record Slice(String name, List<Part> parts) implements OperatorLayer {
    public Slice {
      parts = List.copyOf(parts);
    }
  }

  /** Product of the matrices that the last two axes are; before it, they may be transposed. */
  record MatrixProduct(String name, boolean transposeFirst, boolean transposeSecond)
      implements OperatorLayer {}

  /** A sum of products in Einstein's notation: a letter for each axis, the batch first. */
  record Einsum(String name, String first, String second, String output) implements OperatorLayer {}

  /** A new axis of extent 1 at a place of the output. */
  record ExpandDims(String name, int axis) implements OperatorLayer {}

  /** Without axes of extent 1. */
  record Squeeze(String name, List<Integer> axes) implements OperatorLayer {
    public Squeeze {
      axes = List.copyOf(axes);
    }
  }

  /** Blocks of pixels become channels, or channels such blocks (Shi et al., 2016). */
  record BlockShuffle(String name, int block, boolean toChannels) implements OperatorLayer {}
}
