package cortado.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrainingPlanTest {
  private static final TrainingPlan PLAN =
      new TrainingPlan(5, 8, 0.01, Loss.FocalTversky.DEFAULT, 7);

  @Test
  void theLearningRateStaysUnlessToldToFall() {
    assertThat(PLAN.learningRateAt(0, 100)).isEqualTo(0.01);
    assertThat(PLAN.learningRateAt(99, 100)).isEqualTo(0.01);
  }

  @Test
  void itFallsAlongHalfACosine() {
    TrainingPlan plan = PLAN.withDecay(Decay.COSINE);
    assertThat(plan.learningRateAt(0, 100)).isEqualTo(0.01);
    assertThat(plan.learningRateAt(50, 100)).isCloseTo(0.005, within(1e-9));
    assertThat(plan.learningRateAt(99, 100)).isBetween(0.0, 1e-5);
  }
}
