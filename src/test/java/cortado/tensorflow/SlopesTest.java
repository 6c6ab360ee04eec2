package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.data.Samples;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Evaluator;
import cortado.train.Loss;
import cortado.train.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlopesTest {
  private static final float STEP = 1e-2f;
  private static final Loss LOSS = new Loss.BinaryCrossEntropy();

  private final Model model = TinyModels.unet(8, 3, 2, 3);
  private final TensorFlowTrainer trainer = new TensorFlowTrainer();

  /** Of the model as it is used: batch norm keeps its statistics. */
  @Test
  void slopesAreMeansOfTheMagnitudesOfCentralDifferences() {
    List<WeightId> ids =
        List.of(
            new WeightId("down0a", "kernel"),
            new WeightId("up0", "kernel"),
            new WeightId("mask", "kernel"));
    Samples samples = samples(3);
    Map<WeightId, Tensor> slopes = trainer.slopes(model, ids, samples, LOSS, done -> {});
    assertThat(slopes.keySet()).containsExactlyElementsOf(ids);
    try (Probe probe = trainer.probe(model)) {
      for (WeightId id : ids) {
        float[] values = slopes.get(id).floats();
        assertThat(slopes.get(id).shape()).isEqualTo(model.weights().get(id).shape());
        for (int i = 0; i < values.length; i += 5) {
          double sum = 0;
          for (int s = 0; s < 3; s++) {
            sum += Math.abs(difference(probe, id, i, samples.slice(s, s + 1)));
          }
          assertThat((double) values[i])
              .as("%s at %d", id, i)
              .isCloseTo(sum / 3, within(2e-3 + 0.03 * sum / 3));
        }
      }
    }
  }

  @Test
  void theyAreTheSameEachTimeAndTellHowFarTheyAre() {
    List<WeightId> ids = List.of(new WeightId("merge0a", "kernel"));
    List<Double> told = new ArrayList<>();
    Map<WeightId, Tensor> slopes = trainer.slopes(model, ids, samples(4), LOSS, told::add);
    assertThat(told).containsExactly(0.0, 0.25, 0.5, 0.75);
    assertThat(slopes.get(ids.get(0)).nonzero()).isPositive();
    assertThat(trainer.slopes(model, ids, samples(4), LOSS, done -> {})).isEqualTo(slopes);
  }

  private double difference(Probe probe, WeightId id, int element, Samples sample) {
    Tensor original = model.weights().get(id);
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] moved = original.floats();
      moved[element] += side == 0 ? -STEP : STEP;
      probe.set(Map.of(id, Tensor.of(original.shape(), moved)));
      losses[side] = Evaluator.evaluate(probe.predictor(), sample, LOSS, 1).loss();
    }
    probe.set(Map.of(id, original));
    return (losses[1] - losses[0]) / (2 * STEP);
  }

  private static Samples samples(int count) {
    Random random = new Random(5);
    float[] images = new float[count * 64];
    float[] masks = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
      masks[i] = random.nextInt(2);
    }
    Shape shape = Shape.of(count, 8, 8, 1);
    return new Samples(Tensor.of(shape, images), Tensor.of(shape, masks));
  }
}
