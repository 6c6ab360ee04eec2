package cortado.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extent of a tensor along each axis, outermost first. An extent of {@link #UNKNOWN} is decided
 * at run time, as the batch is.
 */
public final class Shape {
  /** An extent that is not known before run time. */
  public static final int UNKNOWN = -1;

  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
    for (int d : dims) {
      if (d < UNKNOWN) {
        throw new IllegalArgumentException("negative extent " + d + " in " + Arrays.toString(dims));
      }
    }
  }

  /** A shape of these extents; none for a scalar. */
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  public int rank() {
    return dims.length;
  }

  /** The extent along {@code axis}; a negative axis counts from the last, -1 being the last. */
  public int dim(int axis) {
    return dims[index(axis)];
  }

  /** The axis as a number from 0 to rank - 1. */
  public int index(int axis) {
    int i = axis < 0 ? axis + dims.length : axis;
    if (i < 0 || i >= dims.length) {
      throw new IllegalArgumentException("axis " + axis + " of shape " + this);
    }
    return i;
  }

  /** A copy of the extents. */
  public int[] dims() {
    return dims.clone();
  }

  public Shape withDim(int axis, int extent) {
    int[] copy = dims.clone();
    copy[index(axis)] = extent;
    return new Shape(copy);
  }

  /** Whether every extent is known. */
  public boolean isKnown() {
    return Arrays.stream(dims).noneMatch(d -> d == UNKNOWN);
  }

  /**
   * The number of elements, 1 for a scalar.
   *
   * @throws ArithmeticException if it exceeds a long
   * @throws IllegalStateException if an extent is unknown
   */
  public long elements() {
    if (!isKnown()) {
      throw new IllegalStateException("shape " + this + " has an unknown extent");
    }
    long n = 1;
    for (int d : dims) {
      n = Math.multiplyExact(n, (long) d);
    }
    return n;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As Keras writes it, an unknown extent as {@code ?}: {@code (?, 128, 128, 1)}. */
  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(d -> d == UNKNOWN ? "?" : Integer.toString(d))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
