package cortado.ops;

import cortado.graph.WeightId;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** (x - mean) factor + offset for each channel: what some ops are at inference. */
@SuppressWarnings("ArrayRecordComponent") // read once
record ChannelScaling(double[] mean, double[] factor, double[] offset) {

  /** What an op does to channels, if it is no more than this. */
  static Optional<ChannelScaling> of(Op op, int channels, Function<WeightId, Tensor> weights) {
    if (op instanceof Op.BatchNorm bn) {
      double[] factor = values(bn.gamma(), channels, 1, weights);
      double[] variance = values(Optional.of(bn.variance()), channels, 1, weights);
      for (int c = 0; c < channels; c++) {
        factor[c] /= Math.sqrt(variance[c] + bn.epsilon());
      }
      return Optional.of(
          new ChannelScaling(
              values(Optional.of(bn.mean()), channels, 0, weights),
              factor,
              values(bn.beta(), channels, 0, weights)));
    } else if (op instanceof Op.Scale scale) {
      return Optional.of(
          new ChannelScaling(
              new double[channels],
              values(scale.factor(), channels, 1, weights),
              values(scale.offset(), channels, 0, weights)));
    } else if (op instanceof Op.Affine affine) {
      return Optional.of(
          new ChannelScaling(
              new double[channels],
              filled(channels, affine.factor()),
              filled(channels, affine.offset())));
    }
    return Optional.empty();
  }

  private static double[] values(
      Optional<WeightId> id, int channels, double none, Function<WeightId, Tensor> weights) {
    double[] values = filled(channels, none);
    if (id.isPresent()) {
      float[] stored = weights.apply(id.get()).floats();
      for (int c = 0; c < channels; c++) {
        values[c] = stored[c];
      }
    }
    return values;
  }

  private static double[] filled(int channels, double value) {
    double[] values = new double[channels];
    Arrays.fill(values, value);
    return values;
  }
}
