package cortado.bench;

import cortado.prune.MagnitudeMask;
import cortado.prune.Sparsity;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The 80 % smallest of the 2.4 million weights of a 3x3 kernel of 512 to 512 channels. */
public class MagnitudeMasks extends ShortRun {
  private static final Sparsity SPARSITY = new Sparsity(0.8);

  private Tensor kernel;

  @Setup
  public void makeKernel() {
    Shape shape = Shape.of(3, 3, 512, 512);
    SplittableRandom random = new SplittableRandom(7);
    float[] values = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    kernel = Tensor.of(shape, values);
  }

  @Benchmark
  public Tensor select() {
    return MagnitudeMask.of(kernel, SPARSITY);
  }
}
