package cortado.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import cortado.UserError;
import cortado.graph.LayerSelection;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.tensor.DistinctValues;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WeightClusteringTest {
  private static final Model MODEL = Initializer.initialize(UNet.of(16, 1, List.of(2, 4)), 7);
  private static final WeightId KERNEL = Lowering.kernels(MODEL.graph()).get(1);

  private static Model with(float... values) {
    float[] all = MODEL.weights().get(KERNEL).floats();
    System.arraycopy(values, 0, all, 0, values.length);
    Tensor kernel = Tensor.of(MODEL.weights().get(KERNEL).shape(), all);
    return MODEL.withWeights(MODEL.weights().with(Map.of(KERNEL, kernel)));
  }

  private static float[] clustered(Model model, int values) {
    var clustering = WeightClustering.of(model.graph(), LayerSelection.ALL, values);
    return clustering.apply(model).weights().get(KERNEL).floats();
  }

  private static float[] ofValues(Tensor kernel, float... values) {
    float[] all = new float[kernel.elements()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i % values.length];
    }
    return all;
  }

  @Test
  void noDivisionOfTheSortedValuesIsNearer() {
    float[] before = MODEL.weights().get(KERNEL).floats();
    for (int k : new int[] {2, 3, 5}) {
      float[] after = clustered(MODEL, k);
      assertThat(DistinctValues.of(Tensor.of(MODEL.weights().get(KERNEL).shape(), after)))
          .hasValue(k);
      double distance = 0;
      for (int i = 0; i < before.length; i++) {
        distance += (before[i] - after[i]) * (double) (before[i] - after[i]);
      }
      Arrays.sort(before);
      double best = best(before, before.length, k);
      before = MODEL.weights().get(KERNEL).floats();
      assertThat(distance).as("%s values", k).isCloseTo(best, offset(0.002 * best));
    }
  }

  /** Of the first {@code n} values, by trying where the last group begins. */
  private static double best(float[] sorted, int n, int groups) {
    double[] least = new double[n + 1];
    for (int to = 1; to <= n; to++) {
      least[to] = spread(sorted, 0, to);
    }
    for (int g = 1; g < groups; g++) {
      double[] next = new double[n + 1];
      for (int to = 1; to <= n; to++) {
        next[to] = least[to];
        for (int from = 1; from < to; from++) {
          next[to] = Math.min(next[to], least[from] + spread(sorted, from, to));
        }
      }
      least = next;
    }
    return least[n];
  }

  private static double spread(float[] sorted, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += sorted[i] / (to - from);
    }
    double spread = 0;
    for (int i = from; i < to; i++) {
      spread += (sorted[i] - mean) * (sorted[i] - mean);
    }
    return spread;
  }

  @Test
  void zerosStayOneOfTheValuesAndNothingElseBecomesZero() {
    float[] sparse = ofValues(MODEL.weights().get(KERNEL), 0, 0.5f, -0f, 1e-6f, -0.25f, 0);
    float[] after = clustered(with(sparse), 3);
    for (int i = 0; i < sparse.length; i++) {
      assertThat(after[i] == 0).isEqualTo(sparse[i] == 0);
      assertThat(Float.floatToRawIntBits(after[i])).isNotEqualTo(Float.floatToRawIntBits(-0f));
    }
    assertThat(new TreeSet<>(boxed(after))).hasSize(3).contains(0f);
  }

  @Test
  void whatHasFewValuesAlreadyStaysAsItIs() {
    float[] few = ofValues(MODEL.weights().get(KERNEL), 0, 3, -1e-20f, 1e20f, 0.7f);
    assertThat(clustered(with(few), 5)).isEqualTo(few);
    assertThat(clustered(with(ofValues(MODEL.weights().get(KERNEL), 0)), 2)).containsOnly(0);
  }

  private static List<Float> boxed(float[] values) {
    Float[] all = new Float[values.length];
    Arrays.setAll(all, i -> values[i]);
    return List.of(all);
  }

  @Test
  void aWeightThatIsNoNumberIsNamed() {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> clustered(with(1, bad), 4))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(KERNEL.toString())
          .hasMessageContaining("cannot be clustered: it holds " + bad);
    }
  }
}
