package cortado.graph;

/** Rows and columns around an image, in pixels, none below 0. */
public record Border(int top, int bottom, int left, int right) {
  public Border {
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
      throw new IllegalArgumentException(
          "border " + top + ", " + bottom + ", " + left + ", " + right + ": none may be below 0");
    }
  }

  /** How many rows it has above and below. */
  public int rows() {
    return Math.addExact(top, bottom);
  }

  /** How many columns it has left and right. */
  public int columns() {
    return Math.addExact(left, right);
  }
}
