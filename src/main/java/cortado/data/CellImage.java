package cortado.data;

import java.util.SplittableRandom;

/**
 * One synthetic electron micrograph of cells with its mask: dark membranes of varying width and
 * contrast, and within the cells organelles that are as dark but no membranes.
 */
final class CellImage {
  private final int size;
  private final SplittableRandom random;
  private final double[] toBorder;
  private final float[] image;
  private final float[] mask;

  private CellImage(SplittableRandom random, int size) {
    this.random = random;
    this.size = size;
    toBorder = new double[size * size];
    image = new float[size * size];
    mask = new float[size * size];
  }

  /** An image of 8-bit greys in [0, 1] and a mask of 1 in cells and 0 on membranes. */
  record Painted(float[] image, float[] mask) {}

  static Painted paint(SplittableRandom random, int size) {
    CellImage cells = new CellImage(random, size);
    cells.paintCells();
    Organelles.paint(cells.random.split(), size, cells.toBorder, cells.image);
    cells.takeMicrograph();
    return new Painted(cells.image, cells.mask);
  }

  private void paintCells() {
    Tissue tissue = new Tissue(random.split(), size);
    SmoothNoise width = new SmoothNoise(random.split(), size, 22);
    SmoothNoise contrast = new SmoothNoise(random.split(), size, 14);
    SmoothNoise cytoplasm = new SmoothNoise(random.split(), size, 7);
    long shades = random.nextLong();
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int i = y * size + x;
        Tissue.Place place = tissue.at(x, y);
        double w = width.at(x, y);
        // Mostly thin; where the noise is high, the thick dark patches of synapses.
        double half = 2.1 + 0.6 * w + 6 * Math.max(0, w - 0.6);
        double depth = 0.31 + 0.15 * contrast.at(x, y);
        double shade = new SplittableRandom(shades + place.cell()).nextDouble();
        double inside = 0.58 + 0.2 * (shade - 0.5) + 0.05 * cytoplasm.at(x, y);
        toBorder[i] = place.toBorder() - half;
        mask[i] = toBorder[i] > 0 ? 1 : 0;
        image[i] = (float) (inside - depth * darkness(toBorder[i]));
      }
    }
  }

  /** 1 on a membrane, falling to 0 within a pixel and a half of its edge. */
  private static double darkness(double beyondEdge) {
    double t = Math.max(0, Math.min(1, (beyondEdge + 1) / 2));
    return 1 - t * t * (3 - 2 * t);
  }

  private void takeMicrograph() {
    SmoothNoise light = new SmoothNoise(random.split(), size, size / 1.7);
    SmoothNoise grain = new SmoothNoise(random.split(), size, 1.8);
    SmoothNoise stain = new SmoothNoise(random.split(), size, 3.5);
    double gain = 0.9 + 0.25 * random.nextDouble();
    float[] noisy = new float[image.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double v = image[y * size + x];
        v += 0.13 * grain.at(x, y) + 0.12 * stain.at(x, y);
        v = 0.5 + gain * (v - 0.5) + 0.1 * light.at(x, y);
        noisy[y * size + x] = (float) (v + 0.065 * gaussian());
      }
    }
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        float v = blurred(noisy, x, y);
        image[y * size + x] = Math.round(255 * Math.max(0, Math.min(1, v))) / 255f;
      }
    }
  }

  /** The lens: weights 1 2 1 over 3 x 3 pixels, with more of the middle. */
  private float blurred(float[] from, int x, int y) {
    float sum = 0;
    float weights = 0;
    for (int v = Math.max(0, y - 1); v <= Math.min(size - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(size - 1, x + 1); u++) {
        float weight = u == x && v == y ? 6 : u == x || v == y ? 2 : 1;
        sum += weight * from[v * size + u];
        weights += weight;
      }
    }
    return sum / weights;
  }

  /** About normal with standard deviation 1, by sums that are the same on every machine. */
  private double gaussian() {
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += random.nextDouble();
    }
    return (sum - 3) * 1.4142135623730951;
  }
}
