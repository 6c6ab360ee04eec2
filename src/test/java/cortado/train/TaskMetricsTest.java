package cortado.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Losses and metrics of classes and quantities, worked out by hand. */
class TaskMetricsTest {
  private static final Loss NUMBERS = new Loss.SparseCategoricalCrossEntropy();

  private static Tensor rows(int width, float... values) {
    return Tensor.of(Shape.of(values.length / width, width), values);
  }

  @Test
  void classesAreCountedByTheirMostProbableOne() {
    Tensor p = rows(3, 0.7f, 0.2f, 0.1f, 0.3f, 0.3f, 0.4f);
    Evaluation e = Evaluator.evaluate(p, rows(1, 0, 1), NUMBERS, 8);
    assertThat(e.loss()).isCloseTo(-(Math.log(0.7) + Math.log(0.3)) / 2, within(1e-6));
    assertThat(e.metrics()).isEqualTo(Map.of(Metric.ACCURACY, 0.5));
    Evaluation same =
        Evaluator.evaluate(p, rows(3, 1, 0, 0, 0, 1, 0), new Loss.CategoricalCrossEntropy(), 8);
    assertThat(same.loss()).isCloseTo(e.loss(), within(1e-12));
    assertThat(same.metrics()).isEqualTo(e.metrics());
  }

  @Test
  void ofManyClassesFiveMayBeRight() {
    Tensor p = rows(7, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1);
    Evaluation e = Evaluator.evaluate(p, rows(1, 4, 5), NUMBERS, 8);
    assertThat(e.metric(Metric.ACCURACY)).hasValue(0);
    assertThat(e.metric(Metric.TOP5)).hasValue(0.5);
    assertThat(e.metric(Metric.DICE)).isEmpty();
  }

  @Test
  void quantitiesAreMeasuredByTheirDistance() {
    Tensor p = rows(2, 1, 2, 3, 4);
    Tensor y = rows(2, 1, 4, 3, 3.5f);
    assertThat(Evaluator.evaluate(p, y, new Loss.MeanSquaredError(), 8))
        .isEqualTo(new Evaluation(4.25 / 4, Map.of(Metric.MAE, 0.625)));
    assertThat(Evaluator.evaluate(p, y, new Loss.MeanAbsoluteError(), 8).loss()).isEqualTo(0.625);
    assertThat(Evaluator.evaluate(p, y, new Loss.Huber(1), 8).loss()).isEqualTo((1.5 + 0.125) / 4);
  }

  @Test
  void aTargetThatIsNoClassIsRefused() {
    Tensor p = rows(2, 0.5f, 0.5f);
    for (float wrong : new float[] {2, -1, 0.5f}) {
      assertThatThrownBy(() -> Evaluator.evaluate(p, rows(1, wrong), NUMBERS, 1))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("number of a class", "0 to 1");
    }
    assertThatThrownBy(() -> Evaluator.evaluate(p, rows(2, 1, 0), NUMBERS, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("(1, 1)");
  }
}
