package cortado.prune;

import cortado.tensor.Shape;
import cortado.tensor.Tensor;

/**
 * The blocks of a kernel, numbered along the outputs, then the inputs, then the places.
 *
 * @param inputs channels that the kernel reads: the axis before the last
 * @param outputs channels that it makes: the last axis
 */
record KernelBlocks(Granularity.Block block, int places, int inputs, int outputs) {

  static KernelBlocks of(Granularity.Block block, Shape kernel) {
    int outputs = kernel.dim(-1);
    int inputs = kernel.rank() > 1 ? kernel.dim(-2) : 1;
    long places = outputs == 0 || inputs == 0 ? 0 : kernel.elements() / outputs / inputs;
    return new KernelBlocks(block, (int) places, inputs, outputs);
  }

  int count() {
    return places * down() * across();
  }

  private int down() {
    return (inputs + block.inputs() - 1) / block.inputs();
  }

  private int across() {
    return (outputs + block.outputs() - 1) / block.outputs();
  }

  /** The block that an element is of. */
  int of(int element) {
    int output = element % outputs;
    int row = element / outputs;
    int input = row % inputs;
    int place = row / inputs;
    return (place * down() + input / block.inputs()) * across() + output / block.outputs();
  }

  /** The root of the mean square, or the mean magnitude, of each block's weights. */
  Tensor scores(Tensor kernel, boolean squares) {
    double[] sums = new double[count()];
    int[] counts = new int[sums.length];
    kernel.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            double v = values.get(i);
            int b = of(from + i);
            sums[b] += squares ? v * v : Math.abs(v);
            counts[b]++;
          }
        });
    float[] scores = new float[sums.length];
    for (int b = 0; b < scores.length; b++) {
      double mean = sums[b] / counts[b];
      scores[b] = (float) (squares ? Math.sqrt(mean) : mean);
    }
    return Tensor.of(Shape.of(scores.length), scores);
  }
}
