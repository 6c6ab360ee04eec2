package cortado.data;

import java.util.SplittableRandom;

/**
 * Cells that fill a square: the regions in which one of many jittered points is the strongest, some
 * of them joined, seen through a lens that stretches and bends.
 */
final class Tissue {
  private static final double SPACING = 22;
  private static final double RADIUS = 1.9 * SPACING;
  private static final double FAR = 40;
  private static final double JOINED = 0.25;
  private static final int MARGIN = 4;
  private static final int REACH = 2;
  private static final int NEAR = (2 * REACH + 1) * (2 * REACH + 1);

  private final SmoothNoise bendX;
  private final SmoothNoise bendY;
  private final SmoothNoise rippleX;
  private final SmoothNoise rippleY;
  private final double[][] stretch;
  private final double middle;
  private final int side;
  private final double[] x;
  private final double[] y;
  private final double[] weight;
  private final int[] cell;

  // What is near the place that is looked at, cell by cell.
  private final int[] cells = new int[NEAR];
  private final double[] influences = new double[NEAR];
  private final double[] slopesX = new double[NEAR];
  private final double[] slopesY = new double[NEAR];
  private int count;

  /**
   * @param size of the square in pixels
   */
  Tissue(SplittableRandom random, int size) {
    bendX = new SmoothNoise(random, size, 30);
    bendY = new SmoothNoise(random, size, 30);
    rippleX = new SmoothNoise(random, size, 9);
    rippleY = new SmoothNoise(random, size, 9);
    double angle = StrictMath.PI * random.nextDouble();
    double factor = 1 + 0.45 * random.nextDouble();
    stretch = stretch(angle, factor);
    middle = size / 2.0;
    // The diagonal of the square, stretched, is what the points have to cover.
    side = (int) (1.5 * factor * size / SPACING) + 2 * MARGIN;
    x = new double[side * side];
    y = new double[side * side];
    weight = new double[side * side];
    cell = new int[side * side];
    for (int i = 0; i < cell.length; i++) {
      x[i] = (i % side + random.nextDouble()) * SPACING;
      y[i] = (i / side + random.nextDouble()) * SPACING;
      weight[i] = 0.4 + random.nextDouble();
      cell[i] = i;
    }
    for (int i = 0; i < cell.length; i++) {
      if (i % side > 0 && random.nextDouble() < JOINED) {
        join(i, i - 1);
      }
      if (i >= side && random.nextDouble() < JOINED) {
        join(i, i - side);
      }
    }
    for (int i = 0; i < cell.length; i++) {
      cell[i] = root(i);
    }
  }

  private static double[][] stretch(double angle, double factor) {
    double c = StrictMath.cos(angle);
    double s = StrictMath.sin(angle);
    double across = 1 / factor;
    return new double[][] {
      {c * c * factor + s * s * across, c * s * (factor - across)},
      {c * s * (factor - across), s * s * factor + c * c * across}
    };
  }

  private void join(int a, int b) {
    cell[root(a)] = root(b);
  }

  private int root(int i) {
    int r = i;
    while (cell[r] != r) {
      r = cell[r];
    }
    return r;
  }

  /** A place: the cell it lies in and about how far it is from the next cell, in pixels. */
  record Place(int cell, double toBorder) {}

  Place at(double px, double py) {
    double bx = px - middle + 8 * bendX.at(px, py) + 1.5 * rippleX.at(px, py);
    double by = py - middle + 8 * bendY.at(px, py) + 1.5 * rippleY.at(px, py);
    double half = side * SPACING / 2;
    double qx = half + stretch[0][0] * bx + stretch[0][1] * by;
    double qy = half + stretch[1][0] * bx + stretch[1][1] * by;
    addInfluences(qx, qy);
    int first = strongest(-1);
    int second = strongest(first);
    if (second < 0) {
      return new Place(cells[first], FAR);
    }
    double slopeX = slopesX[first] - slopesX[second];
    double slopeY = slopesY[first] - slopesY[second];
    double slope = Math.sqrt(slopeX * slopeX + slopeY * slopeY);
    double border = (influences[first] - influences[second]) / Math.max(slope, 1e-3);
    return new Place(cells[first], Math.min(border, FAR));
  }

  /** Sums up, for each cell near by, the hills around its points: smooth where they meet. */
  private void addInfluences(double qx, double qy) {
    count = 0;
    int column = (int) (qx / SPACING);
    int row = (int) (qy / SPACING);
    for (int r = row - REACH; r <= row + REACH; r++) {
      for (int i = r * side + column - REACH; i <= r * side + column + REACH; i++) {
        double dx = (x[i] - qx) / RADIUS;
        double dy = (y[i] - qy) / RADIUS;
        double h = 1 - dx * dx - dy * dy;
        if (h > 0) {
          int at = slot(cell[i]);
          double slope = 8 * weight[i] * h * h * h / RADIUS;
          influences[at] += weight[i] * h * h * h * h;
          slopesX[at] += slope * dx;
          slopesY[at] += slope * dy;
        }
      }
    }
  }

  private int slot(int id) {
    for (int k = 0; k < count; k++) {
      if (cells[k] == id) {
        return k;
      }
    }
    cells[count] = id;
    influences[count] = 0;
    slopesX[count] = 0;
    slopesY[count] = 0;
    return count++;
  }

  private int strongest(int except) {
    int best = -1;
    for (int k = 0; k < count; k++) {
      if (k != except && (best < 0 || influences[k] > influences[best])) {
        best = k;
      }
    }
    return best;
  }
}
