package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.LayerSelection;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.ops.Initializer;
import cortado.prune.channels.ChannelPruning;
import cortado.prune.channels.ChannelRemoval;
import cortado.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pruning by weight x gradient, of gradients that are given. */
class TaylorTest {
  private final Model model = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 3);
  private final List<WeightId> kernels =
      WeightPruning.of(model.graph(), LayerSelection.ALL).weights();

  private WeightPruning pruning(PruningMethod method, Map<WeightId, Tensor> slopes) {
    return WeightPruning.of(
        model.graph(), method.withCriterion("taylor"), new Criterion.Taylor(slopes));
  }

  @Test
  void theSmallestProductsGoAndTheirNumberIsExact() {
    // Slopes of 1 / weight² turn the order of the magnitudes round.
    Map<WeightId, Tensor> slopes = slopes(w -> 1 / (w * w));
    Model pruned = pruning(PruningMethod.MAGNITUDE, slopes).apply(model, new Sparsity(0.7));
    for (WeightId id : kernels) {
      float[] before = model.weights().get(id).floats();
      float[] after = pruned.weights().get(id).floats();
      float largestKept = 0;
      float smallestGone = Float.MAX_VALUE;
      int gone = 0;
      for (int i = 0; i < before.length; i++) {
        if (after[i] == 0) {
          gone++;
          smallestGone = Math.min(smallestGone, Math.abs(before[i]));
        } else {
          assertThat(after[i]).isEqualTo(before[i]);
          largestKept = Math.max(largestKept, Math.abs(before[i]));
        }
      }
      assertThat(gone).as("%s", id).isEqualTo(Math.round(0.7f * before.length));
      assertThat(smallestGone).as("%s", id).isGreaterThanOrEqualTo(largestKept * 0.9999f);
    }
  }

  @Test
  void masksAreOfThePresentWeightsAndKeepWhatIsZero() {
    WeightPruning pruning = pruning(PruningMethod.MAGNITUDE, slopes(w -> 1));
    Model half = pruning.apply(model, new Sparsity(0.5));
    Map<WeightId, Tensor> masks = pruning.masks(new Sparsity(0.8), half.weights()::get);
    for (WeightId id : kernels) {
      float[] was = half.weights().get(id).floats();
      float[] mask = masks.get(id).floats();
      for (int i = 0; i < was.length; i++) {
        assertThat(was[i] == 0 && mask[i] == 1).as("%s came back", id).isFalse();
      }
      long zeros = mask.length - masks.get(id).nonzero();
      assertThat(zeros).isEqualTo(new Sparsity(0.8).zeros(mask.length));
    }
  }

  @Test
  void blocksAndPatternsFollowItToo() {
    Map<WeightId, Tensor> ones = slopes(w -> 1);
    for (Granularity g : List.of(new Granularity.Block(4, 1), new Granularity.NOfM(2, 4))) {
      PruningMethod method = PruningMethod.MAGNITUDE.withGranularity(g);
      Sparsity half = new Sparsity(0.5);
      assertThat(pruning(method, ones).apply(model, half).weights())
          .as("equal gradients leave the magnitudes to decide")
          .isEqualTo(WeightPruning.of(model.graph(), method, 7).apply(model, half).weights());
    }
  }

  @Test
  void channelsOfAllLayersAreComparedAsTheyAre() {
    WeightId steep = kernels.get(1);
    Map<WeightId, Tensor> slopes = new LinkedHashMap<>(slopes(w -> 1e-3));
    slopes.put(steep, filled(steep, w -> 1e3));
    ChannelPruning pruning = ChannelPruning.of(model.graph(), List.of());
    ChannelRemoval removal =
        pruning.choose(model, new Sparsity(0.5), new Criterion.Taylor(slopes), Scope.GLOBAL);
    Model small = removal.apply(model);
    assertThat(removal.count()).isEqualTo(Math.round(0.5f * pruning.count()));
    assertThat(small.weights().get(steep).shape().dim(-1))
        .as("no filter of the layer that the loss depends on goes")
        .isEqualTo(model.weights().get(steep).shape().dim(-1));
  }

  private interface Slope {
    double at(float weight);
  }

  private Map<WeightId, Tensor> slopes(Slope slope) {
    Map<WeightId, Tensor> slopes = new LinkedHashMap<>();
    kernels.forEach(id -> slopes.put(id, filled(id, slope)));
    return slopes;
  }

  private Tensor filled(WeightId id, Slope slope) {
    Tensor weight = model.weights().get(id);
    float[] values = weight.floats();
    float[] found = new float[values.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = (float) slope.at(values[i]);
    }
    return Tensor.of(weight.shape(), found);
  }
}
