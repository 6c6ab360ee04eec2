package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.ops.Initializer;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Blocks, n:m patterns and pruning across layers. */
class GranularityTest {
  private final Model model = Initializer.initialize(UNet.of(16, 1, List.of(6, 10)), 3);

  private WeightPruning pruning(String granularity, Scope scope, String criterion) {
    PruningMethod method =
        PruningMethod.MAGNITUDE
            .withGranularity(Granularity.named(granularity))
            .withScope(scope)
            .withCriterion(criterion);
    return WeightPruning.of(model.graph(), method, 5);
  }

  private static int zeros(Tensor t) {
    return (int) (t.shape().elements() - t.nonzero());
  }

  @Test
  void blocksGoAsAWholeAndTheirNumberIsExact() {
    WeightPruning pruning = pruning("4x2", Scope.LAYER, "l1");
    Sparsity s = new Sparsity(0.6);
    Model pruned = pruning.apply(model, s);
    Map<WeightId, Tensor> masks = pruning.masks(s, model.weights()::get);
    for (WeightId id : pruning.weights()) {
      Tensor before = model.weights().get(id);
      Tensor after = pruned.weights().get(id);
      int outputs = before.shape().dim(-1);
      int inputs = before.shape().dim(-2);
      int places = before.elements() / outputs / inputs;
      List<Integer> sizes = new ArrayList<>();
      int whole = 0;
      float[] was = before.floats();
      float[] is = after.floats();
      for (int p = 0; p < places; p++) {
        for (int i = 0; i < inputs; i += 2) {
          for (int o = 0; o < outputs; o += 4) {
            int gone = 0;
            int all = 0;
            for (int y = i; y < Math.min(i + 2, inputs); y++) {
              for (int x = o; x < Math.min(o + 4, outputs); x++) {
                int at = (p * inputs + y) * outputs + x;
                all++;
                gone += is[at] == 0 ? 1 : 0;
                assertThat(is[at]).isIn(0f, was[at]);
              }
            }
            assertThat(gone).as(id + " block").isIn(0, all);
            whole += gone == 0 ? 0 : 1;
            sizes.add(all);
          }
        }
      }
      assertThat(whole).as(id.toString()).isEqualTo(s.zeros(sizes.size()));
      float[] mask = masks.get(id).floats();
      for (int k = 0; k < mask.length; k++) {
        assertThat(mask[k]).isEqualTo(is[k] == 0 ? 0 : 1);
      }
    }
  }

  @Test
  void ofEachFourInputsTheTwoLargestStay() {
    WeightPruning pruning = pruning("2:4", Scope.LAYER, "l1");
    Model pruned = pruning.apply(model, new Sparsity(0.5));
    int groups = 0;
    for (WeightId id : pruning.weights()) {
      Tensor before = model.weights().get(id);
      groups += requireTwoOfFour(id, before, pruned.weights().get(id));
      assertThat(pruning.masks(new Sparsity(0.5), model.weights()::get).get(id).nonzero())
          .isEqualTo(pruned.weights().get(id).nonzero());
    }
    assertThat(groups).isGreaterThan(100);
  }

  /** Checks each group and counts them. */
  private static int requireTwoOfFour(WeightId id, Tensor before, Tensor after) {
    int outputs = before.shape().dim(-1);
    int inputs = before.shape().dim(-2);
    float[] was = before.floats();
    float[] is = after.floats();
    int groups = 0;
    for (int row = 0; row < was.length / outputs; row += inputs) {
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i + 4 <= inputs; i += 4) {
          float kept = Float.MAX_VALUE;
          float taken = 0;
          int zeros = 0;
          for (int k = i; k < i + 4; k++) {
            float magnitude = Math.abs(was[(row + k) * outputs + o]);
            if (is[(row + k) * outputs + o] == 0) {
              zeros++;
              taken = Math.max(taken, magnitude);
            } else {
              kept = Math.min(kept, magnitude);
            }
          }
          assertThat(zeros).as(id.toString()).isEqualTo(2);
          assertThat(kept).isGreaterThanOrEqualTo(taken);
          groups++;
        }
        for (int i = inputs / 4 * 4; i < inputs; i++) {
          assertThat(is[(row + i) * outputs + o]).isEqualTo(was[(row + i) * outputs + o]);
        }
      }
    }
    return groups;
  }

  @Test
  void acrossLayersTheLeastOfAllGo() {
    WeightPruning pruning = pruning("weight", Scope.GLOBAL, "l1");
    Sparsity s = new Sparsity(0.7);
    Model pruned = pruning.apply(model, s);
    int all = 0;
    int gone = 0;
    float taken = 0;
    float kept = Float.MAX_VALUE;
    List<Double> shares = new ArrayList<>();
    for (WeightId id : pruning.weights()) {
      float[] was = model.weights().get(id).floats();
      float[] is = pruned.weights().get(id).floats();
      for (int i = 0; i < was.length; i++) {
        if (is[i] == 0) {
          taken = Math.max(taken, Math.abs(was[i]));
        } else {
          kept = Math.min(kept, Math.abs(was[i]));
        }
      }
      all += was.length;
      gone += zeros(pruned.weights().get(id));
      shares.add((double) zeros(pruned.weights().get(id)) / was.length);
    }
    assertThat(gone).isEqualTo(s.zeros(all));
    assertThat(kept).isGreaterThanOrEqualTo(taken);
    assertThat(shares).anyMatch(x -> x < 0.6).anyMatch(x -> x > 0.75);
  }

  @Test
  void equalWeightsOfSeveralLayersAreCountedExactly() {
    Tensor ones = Tensor.of(Shape.of(5), 1, 1, 1, 1, 1);
    Tensor more = Tensor.of(Shape.of(4), 1, 2, -1, 0.5f);
    List<MagnitudeCut> cuts = MagnitudeCut.of(List.of(ones, more), 7);
    assertThat(MagnitudeMask.of(ones, cuts.get(0)).floats()).containsExactly(0, 0, 0, 0, 0);
    assertThat(MagnitudeMask.of(more, cuts.get(1)).floats()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void chanceTakesTheSameAgainAndMoreOfItForMore() {
    WeightPruning pruning = pruning("weight", Scope.LAYER, "random");
    Map<WeightId, Tensor> some = pruning.masks(new Sparsity(0.3), model.weights()::get);
    Map<WeightId, Tensor> more = pruning.masks(new Sparsity(0.6), model.weights()::get);
    assertThat(pruning.masks(new Sparsity(0.3), model.weights()::get)).isEqualTo(some);
    for (WeightId id : pruning.weights()) {
      int n = some.get(id).elements();
      assertThat(zeros(some.get(id))).isEqualTo(new Sparsity(0.3).zeros(n));
      assertThat(zeros(more.get(id))).isEqualTo(new Sparsity(0.6).zeros(n));
      float[] a = some.get(id).floats();
      float[] b = more.get(id).floats();
      for (int i = 0; i < a.length; i++) {
        assertThat(b[i]).isLessThanOrEqualTo(a[i]);
      }
      assertThat(a)
          .isNotEqualTo(MagnitudeMask.of(model.weights().get(id), new Sparsity(0.3)).floats());
    }
  }

  @Test
  void whatThereIsNotIsSaid() {
    for (String name : List.of("4:2", "0x4", "filter", "2:", "9999999:99999999")) {
      assertThatThrownBy(() -> Granularity.named(name))
          .as(name)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("2 of 4 stay");
    }
    assertThatThrownBy(() -> pruning("weight", Scope.LAYER, "bn-scale"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--granularity channel");
    for (Granularity g : Granularity.EXAMPLES) {
      assertThat(Granularity.named(g.id())).isEqualTo(g);
    }
  }
}
