package cortado.ops;

import cortado.graph.NoiseLayer;
import cortado.graph.NoiseLayer.ActivityRegularization;
import cortado.graph.NoiseLayer.AlphaDropout;
import cortado.graph.NoiseLayer.GaussianDropout;
import cortado.graph.NoiseLayer.GaussianNoise;
import cortado.graph.NoiseLayer.SharedDropout;
import cortado.graph.NoiseLayer.SpatialDropout;
import java.util.List;
import java.util.stream.IntStream;

/** Dropout and noise. */
final class NoiseLowering {
  private NoiseLowering() {}

  static Value lower(NoiseLayer layer, LayerSteps s) {
    if (layer instanceof SharedDropout l) {
      return noise(Op.Noise.DROPOUT, l.rate(), axes(l.shared()), s);
    } else if (layer instanceof SpatialDropout l) {
      s.shape(l.axes() + 2);
      List<Integer> positions = IntStream.rangeClosed(1, l.axes()).boxed().toList();
      return noise(Op.Noise.DROPOUT, l.rate(), positions, s);
    } else if (layer instanceof AlphaDropout l) {
      return noise(Op.Noise.ALPHA_DROPOUT, l.rate(), axes(l.shared()), s);
    } else if (layer instanceof GaussianDropout l) {
      return noise(Op.Noise.GAUSSIAN_DROPOUT, l.rate(), List.of(), s);
    } else if (layer instanceof GaussianNoise l) {
      return noise(Op.Noise.GAUSSIAN_NOISE, l.deviation(), List.of(), s);
    } else if (layer instanceof ActivityRegularization) {
      return s.input();
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  private static Value noise(Op.Noise noise, float rate, List<Integer> axes, LayerSteps s) {
    return s.last(new Op.Dropout(noise, rate, axes), s.input());
  }

  private static List<Integer> axes(List<Boolean> shared) {
    return IntStream.range(0, shared.size()).filter(shared::get).boxed().toList();
  }
}
