package cortado.tflite;

import cortado.graph.Weights;
import cortado.ops.Op;
import java.util.Arrays;

/** Batch norm at inference as one factor and one offset for each channel. */
final class AffineBatchNorm {
  private AffineBatchNorm() {}

  /** Fills in the factors and offsets, one for each channel. */
  static void compute(Weights weights, Op.BatchNorm op, float[] factor, float[] offset) {
    float[] mean = weights.get(op.mean()).floats();
    float[] variance = weights.get(op.variance()).floats();
    float[] gamma = op.gamma().map(id -> weights.get(id).floats()).orElseGet(() -> ones(mean));
    float[] beta = op.beta().map(id -> weights.get(id).floats()).orElse(new float[mean.length]);
    for (int c = 0; c < mean.length; c++) {
      double f = gamma[c] / Math.sqrt((double) variance[c] + op.epsilon());
      factor[c] = (float) f;
      offset[c] = (float) (beta[c] - mean[c] * f);
    }
  }

  private static float[] ones(float[] like) {
    float[] ones = new float[like.length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
