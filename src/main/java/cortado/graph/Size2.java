package cortado.graph;

/** A height and a width in pixels, both at least 1: a kernel, a stride, a dilation, a pool. */
public record Size2(int height, int width) {
  public static final Size2 ONE = new Size2(1, 1);

  public Size2 {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("size " + height + "x" + width + ": both must be >= 1");
    }
  }

  public static Size2 square(int side) {
    return new Size2(side, side);
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
