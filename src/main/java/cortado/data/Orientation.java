package cortado.data;

/**
 * One of the eight ways to lay a square down: turned, then flipped.
 *
 * @param quarters turns by 90 degrees counterclockwise, in [0, 3]
 * @param upsideDown whether the first row becomes the last
 * @param mirrored whether the first column becomes the last
 */
record Orientation(int quarters, boolean upsideDown, boolean mirrored) {
  Orientation {
    if (quarters < 0 || quarters > 3) {
      throw new IllegalArgumentException(quarters + " quarters");
    }
  }

  /**
   * Lays one image of a batch so.
   *
   * @param batch images NHWC, one after the other
   * @param at where the image begins in both arrays
   * @param laid takes the image
   */
  void lay(float[] batch, int at, int height, int width, int channels, float[] laid) {
    if (quarters % 2 == 1 && height != width) {
      throw new IllegalArgumentException(height + " x " + width + " is no square to turn");
    }
    // The pixel for row r and column c of the result is the one at first + r * down + c * right.
    int last = height * width - 1;
    int first = new int[] {0, width - 1, last, last - width + 1}[quarters];
    int down = new int[] {width, -1, -width, 1}[quarters];
    int right = new int[] {1, width, -1, -width}[quarters];
    if (upsideDown) {
      first += down * (height - 1);
      down = -down;
    }
    if (mirrored) {
      first += right * (width - 1);
      right = -right;
    }
    int to = at;
    for (int r = 0; r < height; r++) {
      int from = at + (first + r * down) * channels;
      for (int c = 0; c < width; c++, from += right * channels) {
        for (int k = 0; k < channels; k++) {
          laid[to++] = batch[from + k];
        }
      }
    }
  }
}
