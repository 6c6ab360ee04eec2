package cortado.data;

import java.util.SplittableRandom;

/**
 * A smooth random bend of an image (Simard et al., 2003), as microscope images of tissue have: each
 * pixel comes from a place up to {@link #REACH} of the extent away, its neighbours from nearly the
 * same distance.
 */
final class Warp {
  /** The largest shift along an axis, as a share of the extent. */
  static final double REACH = 0.05;

  /** The distance between shifts that have nothing to do with each other, as such a share. */
  private static final double GRAIN = 1 / 3.0;

  private final SmoothNoise down;
  private final SmoothNoise right;

  Warp(SplittableRandom random) {
    down = new SmoothNoise(random, 1, GRAIN);
    right = new SmoothNoise(random, 1, GRAIN);
  }

  /**
   * Bends one image of a batch; beyond its border it goes on as in a mirror.
   *
   * @param mask whether pixels are taken from the nearest place, as numbers of classes cannot be
   *     mixed, or mixed from the nearest four
   */
  void bend(
      float[] batch, int at, int height, int width, int channels, boolean mask, float[] bent) {
    int to = at;
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++, to += channels) {
        double x = (c + 0.5) / width;
        double y = (r + 0.5) / height;
        double row = mirrored(r + REACH * height * down.at(x, y), height);
        double column = mirrored(c + REACH * width * right.at(x, y), width);
        if (mask) {
          int from = at + ((int) Math.round(row) * width + (int) Math.round(column)) * channels;
          System.arraycopy(batch, from, bent, to, channels);
        } else {
          mix(batch, at, row, column, height, width, channels, bent, to);
        }
      }
    }
  }

  private static double mirrored(double place, int extent) {
    double inside = Math.abs(place);
    double last = extent - 1;
    return Math.max(0, inside > last ? 2 * last - inside : inside);
  }

  private static void mix(
      float[] batch,
      int at,
      double row,
      double column,
      int height,
      int width,
      int channels,
      float[] bent,
      int to) {
    int top = (int) row;
    int left = (int) column;
    int below = Math.min(top + 1, height - 1);
    int beside = Math.min(left + 1, width - 1);
    double v = row - top;
    double u = column - left;
    for (int k = 0; k < channels; k++) {
      double upper =
          (1 - u) * batch[at + (top * width + left) * channels + k]
              + u * batch[at + (top * width + beside) * channels + k];
      double lower =
          (1 - u) * batch[at + (below * width + left) * channels + k]
              + u * batch[at + (below * width + beside) * channels + k];
      bent[to + k] = (float) ((1 - v) * upper + v * lower);
    }
  }
}
