package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.ops.Initializer;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TolerancesTest {
  private static final List<Sparsity> SCANNED = Sparsity.parseSweep("0.5,0.9,0.99");

  private static WeightId kernel(int i) {
    return new WeightId("conv_" + i, "kernel");
  }

  @Test
  void bothLayersStayWithinTheSameLoss() {
    // At 0.2 the first loses 0.5, and the second 0.9, of 100 units each: 0.7 of all.
    Tolerances t =
        new Tolerances(
            0.1,
            SCANNED,
            Map.of(kernel(0), List.of(0.2, 0.6, 1.0), kernel(1), List.of(0.15, 0.2, 0.9)));
    var kernels =
        List.of(new Tolerances.Kernel(kernel(0), 100, 0), new Tolerances.Kernel(kernel(1), 100, 0));
    assertThat(t.zeros(140, kernels)).containsEntry(kernel(0), 50L).containsEntry(kernel(1), 90L);
    assertThat(t.zeros(198, kernels)).containsEntry(kernel(0), 99L).containsEntry(kernel(1), 99L);
    assertThat(t.zeros(0, kernels)).containsEntry(kernel(0), 0L).containsEntry(kernel(1), 0L);
  }

  @Test
  void whereNoLayerHurtsAllLoseTheSameShare() {
    Tolerances level =
        new Tolerances(
            0.1,
            SCANNED,
            Map.of(kernel(0), List.of(0.1, 0.09, 0.1), kernel(1), List.of(0.05, 0.1, 0.02)));
    var kernels =
        List.of(new Tolerances.Kernel(kernel(0), 60, 0), new Tolerances.Kernel(kernel(1), 40, 0));
    assertThat(level.zeros(50, kernels))
        .containsEntry(kernel(0), 30L)
        .containsEntry(kernel(1), 20L);
  }

  @Property(tries = 300)
  void theSumIsExactAndNoLayerLosesWhatItMayNot(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.99) double sparsity) {
    Random random = new Random(seed);
    Map<WeightId, List<Double>> losses = new HashMap<>();
    List<Tolerances.Kernel> kernels = new ArrayList<>();
    long units = 0;
    long present = 0;
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      List<Double> curve = new ArrayList<>();
      SCANNED.forEach(
          s -> curve.add(random.nextInt(9) == 0 ? Double.NaN : random.nextDouble() * 2));
      losses.put(kernel(i), curve);
      int n = 1 + random.nextInt(5000);
      int zeros = random.nextInt(n) / 4;
      kernels.add(new Tolerances.Kernel(kernel(i), n, zeros));
      units += n;
      present += zeros;
    }
    long wanted = Math.max(present, new Sparsity(sparsity).zeros(units));
    var zeros = new Tolerances(random.nextDouble(), SCANNED, losses).zeros(wanted, kernels);
    assertThat(zeros.values().stream().mapToLong(n -> n).sum()).isEqualTo(wanted);
    for (Tolerances.Kernel k : kernels) {
      long most = Math.max(k.zeros(), (long) Math.ceil(0.99 * k.units()) + 1);
      assertThat(zeros.get(k.id())).isBetween(k.zeros(), Math.min(k.units(), most));
    }
  }

  @Test
  void aModelReachesTheSparsityToTheWeightAndAScheduleNeverGivesBack() {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 3);
    PruningMethod method = PruningMethod.MAGNITUDE.withScope(Scope.SENSITIVITY);
    WeightPruning plain = WeightPruning.of(model.graph(), method, 7);
    Map<WeightId, List<Double>> losses = new LinkedHashMap<>();
    plain.weights().forEach(id -> losses.put(id, List.of(0.2, 0.4, 0.1 * (6 + losses.size()))));
    WeightPruning pruning = plain.within(new Tolerances(0.1, SCANNED, losses));
    long units = plain.weights().stream().mapToLong(id -> model.weights().get(id).elements()).sum();
    Model now = model;
    for (double s : new double[] {0.3, 0.801, 0.95}) {
      Sparsity sparsity = new Sparsity(s);
      Model from = now;
      Map<WeightId, Tensor> masks = pruning.masks(sparsity, from.weights()::get);
      now = pruning.apply(from, sparsity);
      long zeros = 0;
      for (WeightId id : plain.weights()) {
        Tensor t = now.weights().get(id);
        assertThat(t.nonzero()).isEqualTo(masks.get(id).nonzero());
        assertThat(t.nonzero()).isLessThanOrEqualTo(from.weights().get(id).nonzero());
        zeros += t.elements() - t.nonzero();
      }
      assertThat(zeros).isEqualTo(sparsity.zeros(units));
    }
    assertThat(plain.sparsity(now)).isCloseTo(0.95, within(1e-3));
  }
}
