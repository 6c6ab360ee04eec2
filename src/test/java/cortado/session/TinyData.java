package cortado.session;

import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Optional;
import java.util.SplittableRandom;

/** Images of noise, and as masks where they are bright. */
public final class TinyData {
  private TinyData() {}

  public static Dataset of(int size) {
    return Dataset.of("%data noise", samples(24, size, 1), samples(8, size, 2));
  }

  public static Dataset validated(int size) {
    return Dataset.of(
        "%data noise", samples(24, size, 1), samples(8, size, 2), Optional.of(samples(6, size, 3)));
  }

  private static Samples samples(int count, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] images = new float[count * size * size];
    float[] masks = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextDouble();
      masks[i] = images[i] > 0.5f ? 1 : 0;
    }
    Shape shape = Shape.of(count, size, size, 1);
    return new Samples(Tensor.of(shape, images), Tensor.of(shape, masks));
  }
}
