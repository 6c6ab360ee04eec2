package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.LayerSelection;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.Initializer;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightPruningTest {
  private final Model model = Initializer.initialize(UNet.of(32, 1, List.of(4, 8)), 7);

  @Test
  void everyKernelLosesExactlyTheAskedForShareAndNothingElseChanges() {
    WeightPruning pruning = WeightPruning.of(model.graph(), LayerSelection.ALL);
    Model pruned = pruning.apply(model, new Sparsity(0.8));
    assertThat(pruning.weights())
        .allMatch(id -> id.name().equals("kernel"))
        .hasSize((int) model.weights().ids().stream().filter(this::isKernel).count());
    for (WeightId id : model.weights().ids()) {
      Tensor before = model.weights().get(id);
      Tensor after = pruned.weights().get(id);
      if (isKernel(id)) {
        long n = before.shape().elements();
        assertThat(n - after.nonzero()).as("%s", id).isEqualTo(Math.round(0.8 * n));
      } else {
        assertThat(after).as("%s", id).isEqualTo(before);
      }
    }
    assertThat(pruning.sparsity(model)).isZero();
    assertThat(pruning.sparsity(pruned)).isBetween(0.79, 0.81);
    assertThat(pruning.apply(pruned, new Sparsity(0.8)).weights()).isEqualTo(pruned.weights());
    assertThat(pruning.apply(model, Sparsity.NONE).weights()).isEqualTo(model.weights());
  }

  @Test
  void skippedLayersStayWhole() {
    WeightPruning pruning = WeightPruning.of(model.graph(), skip("mask"));
    WeightId mask = new WeightId("mask", "kernel");
    assertThat(pruning.weights()).doesNotContain(mask).isNotEmpty();
    Model pruned = pruning.apply(model, new Sparsity(0.5));
    assertThat(pruned.weights().get(mask)).isEqualTo(model.weights().get(mask));
    assertThatThrownBy(() -> WeightPruning.of(model.graph(), skip("convv*")))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("convv*", "mask");
    assertThatThrownBy(() -> WeightPruning.of(model.graph(), skip("*")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("No kernel is left");
  }

  @Test
  void masksFollowTheScheduleAndTheWeightsOfTheMoment() {
    Schedule schedule = Schedule.named("polynomial", Sparsity.NONE, new Sparsity(0.8), 40);
    WeightPruning.Scheduled hook =
        WeightPruning.of(model.graph(), LayerSelection.ALL).during(schedule);
    assertThat(hook.masksAt(1, id -> null)).isEmpty();
    for (int step : new int[] {0, 16, 32, 40}) {
      Map<WeightId, Tensor> masks = hook.masksAt(step, model.weights()::get);
      assertThat(masks.keySet()).containsExactlyElementsOf(hook.pruning().weights());
      masks.forEach(
          (id, mask) -> {
            int n = (int) mask.shape().elements();
            assertThat(n - mask.nonzero()).isEqualTo(schedule.sparsityAt(step).zeros(n));
          });
    }
    assertThat(schedule.sparsityAt(40)).isEqualTo(new Sparsity(0.8));
  }

  @Test
  void namesAWeightThatIsNotANumber() {
    WeightId id = new WeightId("mask", "kernel");
    float[] broken = model.weights().get(id).floats();
    Arrays.fill(broken, Float.NaN);
    Weights weights =
        model.weights().with(Map.of(id, Tensor.of(model.weights().get(id).shape(), broken)));
    WeightPruning pruning = WeightPruning.of(model.graph(), LayerSelection.ALL);
    assertThatThrownBy(
            () -> pruning.apply(model.withWeights(weights), new Sparsity(0.5)).weights().nonzero())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mask/kernel");
  }

  private boolean isKernel(WeightId id) {
    return id.name().equals("kernel");
  }

  private static LayerSelection skip(String pattern) {
    return LayerSelection.of(List.of(), List.of(pattern));
  }
}
