package cortado.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.Samples;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Loss FOCAL_TVERSKY = Loss.FocalTversky.DEFAULT;
  private static final Loss DICE = new Loss.Dice(1);
  private static final Loss CROSS_ENTROPY = new Loss.BinaryCrossEntropy();

  private static final Tensor TARGETS = column(1, 1, 0, 0);
  private static final Tensor PREDICTIONS = column(0.75f, 0.5f, 0.25f, 0f);

  @Test
  void focalTverskyWeighsWhatIsMissed() {
    // TP 1.25, FN 0.75, FP 0.25: TI = 2.25 / (2.25 + 0.7 x 0.75 + 0.3 x 0.25) = 2.25 / 2.85.
    assertThat(loss(FOCAL_TVERSKY, 4)).isCloseTo(Math.pow(0.6 / 2.85, 0.75), within(1e-7));
  }

  @Test
  void diceIsOneMinusTheSmoothedCoefficient() {
    assertThat(loss(DICE, 4)).isCloseTo(1 - (2 * 1.25 + 1) / (2 + 1.5 + 1), within(1e-12));
  }

  @Test
  void crossEntropyIsMeanedAndKeepsCertainPredictionsFinite() {
    double sum = -Math.log(0.75) - Math.log(0.5) - Math.log(0.75) - Math.log(1 - 1e-7);
    assertThat(loss(CROSS_ENTROPY, 4)).isCloseTo(sum / 4, within(1e-12));
    Tensor wrong = column(0, 0, 1, 1);
    assertThat(Evaluator.evaluate(wrong, TARGETS, CROSS_ENTROPY, 4).loss())
        .isCloseTo(-Math.log(1e-7), within(1e-6));
  }

  @Test
  void theLossIsTheMeanOfTheBatchesThoughTheLastIsSmaller() {
    // The second batch is one pixel, rightly predicted: its loss is 0.
    double three = Math.pow(0.6 / 2.85, 0.75);
    assertThat(loss(FOCAL_TVERSKY, 3)).isCloseTo(three / 2, within(1e-7));
  }

  @Test
  void diceAndIouCountPixelsAboveOneHalfOverTheWholeSet() {
    Evaluation e = Evaluator.evaluate(PREDICTIONS, TARGETS, DICE, 1);
    // 0.5 itself is not above: one pixel predicted, two actual, one in both.
    assertThat(e.dice()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(e.iou()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void nothingPredictedWhereNothingIsAgrees() {
    Tensor nothing = column(0, 0, 0, 0);
    Evaluation e = Evaluator.evaluate(nothing, nothing, FOCAL_TVERSKY, 2);
    assertThat(e).isEqualTo(new Evaluation(0, 1, 1));
  }

  @Test
  void aPredictorIsAskedBatchByBatchInOrder() {
    Samples samples = new Samples(PREDICTIONS, TARGETS);
    Evaluation e = Evaluator.evaluate(new Echo(), samples, FOCAL_TVERSKY, 3);
    assertThat(e).isEqualTo(Evaluator.evaluate(PREDICTIONS, TARGETS, FOCAL_TVERSKY, 3));
  }

  @Test
  void anOutputOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> Evaluator.evaluate(column(1, 1), TARGETS, DICE, 2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("(2, 1)")
        .hasMessageContaining("(4, 1)");
  }

  private static double loss(Loss loss, int batch) {
    return Evaluator.evaluate(PREDICTIONS, TARGETS, loss, batch).loss();
  }

  private static Tensor column(float... values) {
    return Tensor.of(Shape.of(values.length, 1), values);
  }

  private static final class Echo implements Predictor {
    @Override
    public List<Tensor> predict(List<Tensor> inputs) {
      return inputs;
    }

    @Override
    public void close() {}
  }
}
