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

  /** x to a power above 0; whole or, for x from 0, any. */
  record Power(String name, float exponent) implements OperatorLayer {}

  /** x above 0, alpha (exp(x / alpha) - 1) below (Barron, 2017). */
  record Celu(String name, float alpha) implements OperatorLayer {}

  /** 0 where |x| is no more than the threshold; else x, nearer to 0 by the threshold if soft. */
  record Shrink(String name, float threshold, boolean soft) implements OperatorLayer {}

  /** x above the threshold, else a constant. */
  record Threshold(String name, float threshold, float otherwise) implements OperatorLayer {}

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
    MIN,
    /** The mean squared distance from the mean. */
    VAR,
    /** The root of that. */
    STD
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

  /**
   * Parts along an axis, each an output.
   *
   * @param parts how many, from 1
   * @param ends where all but the last end; empty for equal parts
   */
  record Split(String name, int axis, int parts, List<Integer> ends) implements OperatorLayer {
    public Split {
      ends = List.copyOf(ends);
    }

    @Override
    public int outputCount() {
      return parts;
    }
  }

  /**
   * The positions along an axis, each an output without it.
   *
   * @param count of the first positions that are outputs
   */
  record Unstack(String name, int axis, int count) implements OperatorLayer {
    @Override
    public int outputCount() {
      return count;
    }
  }

  /** Inputs of one shape along a new axis at a place of the output. */
  record Stack(String name, int axis) implements OperatorLayer {}

  /** The values several times along each axis, one after another. */
  record Tile(String name, List<Integer> times) implements OperatorLayer {
    public Tile {
      times = List.copyOf(times);
    }
  }

  /** Each position along an axis several times in a row. */
  record Repeat(String name, int axis, int times) implements OperatorLayer {}

  /** Values further along some axes; those at the end come to the beginning. */
  record Roll(String name, List<Integer> shifts, List<Integer> axes) implements OperatorLayer {
    public Roll {
      shifts = List.copyOf(shifts);
      axes = List.copyOf(axes);
    }
  }

  /** Blocks of pixels become channels, or channels such blocks (Shi et al., 2016). */
  record BlockShuffle(String name, int block, boolean toChannels) implements OperatorLayer {}
}
