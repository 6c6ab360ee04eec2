package cortado.data;

import java.util.SplittableRandom;

/** A random surface in [-1, 1] over a square whose hills are about as wide as its grain. */
final class SmoothNoise {
  private final float[] lattice;
  private final int side;
  private final double grain;

  /**
   * @param extent points from 0 to here have a height
   * @param grain in the unit of the extent
   */
  SmoothNoise(SplittableRandom random, double extent, double grain) {
    this.grain = grain;
    side = (int) (extent / grain) + 3;
    lattice = new float[side * side];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = (float) (2 * random.nextDouble() - 1);
    }
  }

  double at(double x, double y) {
    double u = Math.max(0, Math.min(side - 2, x / grain));
    double v = Math.max(0, Math.min(side - 2, y / grain));
    int left = (int) u;
    int top = (int) v;
    int at = top * side + left;
    double s = smooth(u - left);
    double upper = mix(lattice[at], lattice[Math.min(at + 1, lattice.length - 1)], s);
    int below = Math.min(at + side, lattice.length - 2);
    double lower = mix(lattice[below], lattice[below + 1], s);
    return mix(upper, lower, smooth(v - top));
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
