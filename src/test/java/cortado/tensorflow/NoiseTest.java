package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Noise has the mean and the deviation that its definition says, and is the same by its seed. */
class NoiseTest {
  private static final Shape SHAPE = Shape.of(40, 6, 5, 10);

  @Test
  void dropoutKeepsTheMean() {
    float[] y = trained(new Op.Dropout(0.25f), 1, 1);
    assertThat(mean(y)).isCloseTo(1, within(0.02));
    assertThat(y).containsOnly(0, 1 / 0.75f);
    assertThat(trained(new Op.Dropout(0.25f), 1, 1)).isEqualTo(y);
    assertThat(trained(new Op.Dropout(0.25f), 1, 2)).isNotEqualTo(y);
  }

  @Test
  void sharedAxesHaveOneDecision() {
    float[] y = trained(new Op.Dropout(Op.Noise.DROPOUT, 0.5f, List.of(1, 2)), 1, 3);
    for (int sample = 0; sample < 40; sample++) {
      for (int i = 0; i < 300; i++) {
        assertThat(y[sample * 300 + i]).isEqualTo(y[sample * 300 + i % 10]);
      }
    }
    assertThat(mean(y)).isCloseTo(1, within(0.2));
  }

  @Test
  void gaussianNoiseHasItsDeviation() {
    float[] added = trained(new Op.Dropout(Op.Noise.GAUSSIAN_NOISE, 0.5f, List.of()), 2, 4);
    assertThat(mean(added)).isCloseTo(2, within(0.03));
    assertThat(deviation(added)).isCloseTo(0.5, within(0.03));
    float[] times = trained(new Op.Dropout(Op.Noise.GAUSSIAN_DROPOUT, 0.2f, List.of()), 2, 5);
    assertThat(mean(times)).isCloseTo(2, within(0.05));
    assertThat(deviation(times)).isCloseTo(2 * Math.sqrt(0.2 / 0.8), within(0.05));
  }

  @Test
  void alphaDropoutMovesZerosToWhatKeepsTheMean() {
    float[] y = trained(new Op.Dropout(Op.Noise.ALPHA_DROPOUT, 0.3f, List.of()), 0, 6);
    assertThat(mean(y)).isCloseTo(0, within(0.03));
    assertThat(deviation(y)).isGreaterThan(0.5);
  }

  private static float[] trained(Op.Dropout op, float value, long seed) {
    TensorFlowLibrary.load();
    Value x = new Value(0, "x", SHAPE);
    Value y = new Value(1, "y", SHAPE);
    Program p =
        new Program(
            List.of(new Step("noise", op, List.of(x), y)),
            List.of(x),
            List.of(y),
            Weights.of(Map.of()));
    float[] same = new float[(int) SHAPE.elements()];
    Arrays.fill(same, value);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      var in = tf.constant(NativeTensors.copyOf(Tensor.of(SHAPE, same)));
      GraphBuilder built =
          new GraphBuilder(tf, Mode.training(seed), new Variables(tf, p.weights()))
              .add(p, List.of(in));
      try (Result r = session.runner().fetch(built.get(y)).run()) {
        return NativeTensors.read((TFloat32) r.get(0)).floats();
      }
    }
  }

  private static double mean(float[] y) {
    double sum = 0;
    for (float v : y) {
      sum += v;
    }
    return sum / y.length;
  }

  private static double deviation(float[] y) {
    double mean = mean(y);
    double sum = 0;
    for (float v : y) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / y.length);
  }
}
