package cortado.tensorflow;

import cortado.data.Samples;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Random;

/** Noisy images of a bright disk each, with its mask: a task that a tiny U-Net learns. */
final class Disks {
  private Disks() {}

  static Samples of(int count, int size, long seed) {
    Random random = new Random(seed);
    float[] images = new float[count * size * size];
    float[] masks = new float[images.length];
    for (int n = 0; n < count; n++) {
      double y = size * random.nextDouble();
      double x = size * random.nextDouble();
      for (int i = 0; i < size * size; i++) {
        boolean inside = Math.hypot(i / size - y, i % size - x) < size / 3.0;
        masks[n * size * size + i] = inside ? 1 : 0;
        images[n * size * size + i] =
            (inside ? 0.6f : 0.3f) + 0.05f * (float) random.nextGaussian();
      }
    }
    Shape shape = Shape.of(count, size, size, 1);
    return new Samples(Tensor.of(shape, images), Tensor.of(shape, masks));
  }
}
