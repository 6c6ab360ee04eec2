package cortado.data;

import java.util.SplittableRandom;

/** Paints what is dark within cells: mitochondria, vesicles and granules. */
final class Organelles {
  /** One to so many pixels of an image. */
  private static final int PIXELS_PER_MITOCHONDRION = 2000;

  private static final int PIXELS_PER_GROUP = 750;

  private final SplittableRandom random;
  private final int size;
  private final double[] toBorder;
  private final float[] image;

  private Organelles(SplittableRandom random, int size, double[] toBorder, float[] image) {
    this.random = random;
    this.size = size;
    this.toBorder = toBorder;
    this.image = image;
  }

  /**
   * Darkens an image.
   *
   * @param toBorder for each pixel how far the next membrane is
   */
  static void paint(SplittableRandom random, int size, double[] toBorder, float[] image) {
    Organelles organelles = new Organelles(random, size, toBorder, image);
    int pixels = size * size;
    for (int i = 0; i < Math.max(1, pixels / PIXELS_PER_MITOCHONDRION); i++) {
      organelles.mitochondrion();
    }
    for (int i = 0; i < Math.max(1, pixels / PIXELS_PER_GROUP); i++) {
      organelles.group();
    }
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** An ellipse with a dark rim and folds across. */
  private void mitochondrion() {
    double cx = between(0, size);
    double cy = between(0, size);
    double room = toBorder[(int) cy * size + (int) cx];
    double b = Math.min(between(5, 15), room - 1);
    double a = b * between(1, 1.7);
    double angle = between(0, StrictMath.PI);
    double depth = between(0.16, 0.34);
    double folds = between(0.9, 1.5);
    if (b < 3) {
      return;
    }
    double c = StrictMath.cos(angle);
    double s = StrictMath.sin(angle);
    int reach = (int) a + 2;
    for (int y = Math.max(0, (int) cy - reach); y < Math.min(size, cy + reach); y++) {
      for (int x = Math.max(0, (int) cx - reach); x < Math.min(size, cx + reach); x++) {
        double u = (c * (x - cx) + s * (y - cy)) / a;
        double v = (c * (y - cy) - s * (x - cx)) / b;
        double beyond = (Math.sqrt(u * u + v * v) - 1) * b;
        if (beyond < 0 && toBorder[y * size + x] > 1) {
          double rim = Math.max(0, 1 - Math.abs(beyond + 0.9) / 1.3);
          double fold = 0.5 + 0.5 * StrictMath.sin(folds * u * a + 2 * v);
          image[y * size + x] -= (float) (depth * (0.65 + 0.35 * fold) + 0.2 * rim);
        }
      }
    }
  }

  /** Vesicles, rings with a lighter middle, or granules, near to each other. */
  private void group() {
    double cx = between(0, size);
    double cy = between(0, size);
    boolean rings = random.nextDouble() < 0.6;
    int members = (int) between(1, 7);
    for (int i = 0; i < members; i++) {
      double r = rings ? between(1.8, 3.2) : between(0.8, 1.7);
      disc(cx + between(-9, 9), cy + between(-9, 9), r, rings, between(0.16, 0.36));
    }
  }

  private void disc(double cx, double cy, double r, boolean ring, double depth) {
    int reach = (int) r + 2;
    for (int y = Math.max(0, (int) cy - reach); y < Math.min(size, cy + reach); y++) {
      for (int x = Math.max(0, (int) cx - reach); x < Math.min(size, cx + reach); x++) {
        double d = Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
        double dark =
            ring ? Math.max(0, 1 - Math.abs(d - r)) : Math.max(0, Math.min(1, r + 0.5 - d));
        if (toBorder[y * size + x] > 1) {
          image[y * size + x] -= (float) (depth * dark);
        }
      }
    }
  }
}
