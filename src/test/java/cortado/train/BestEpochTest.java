package cortado.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.HeldOut;
import cortado.data.Samples;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestEpochTest {
  private static Samples numbered(int count) {
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = i);
    Tensor t = Tensor.of(Shape.of(count, 1), values);
    return new Samples(t, t);
  }

  @Test
  void anEighthIsHeldOutChosenByTheSeed() {
    HeldOut parts = HeldOut.of(numbered(40), 7);
    assertThat(parts.heldOut().count()).isEqualTo(5);
    assertThat(parts.rest().count()).isEqualTo(35);
    float[] held = parts.heldOut().inputs().only().floats();
    float[] rest = parts.rest().inputs().only().floats();
    assertThat(held).isSorted();
    assertThat(rest).isSorted().doesNotContain(held);
    assertThat(HeldOut.of(numbered(40), 7).heldOut().inputs().only().floats()).isEqualTo(held);
    assertThat(HeldOut.of(numbered(40), 8).heldOut().inputs().only().floats()).isNotEqualTo(held);
    assertThat(HeldOut.of(numbered(2), 7).heldOut().count()).isEqualTo(1);
  }

  @Test
  void aTeachersOutputsStandBesideTheTargets() {
    Samples samples = new Samples(Tensor.of(Shape.of(2, 1), 5, 6), Tensor.of(Shape.of(2, 1), 0, 1));
    Tensor taught = Tensor.of(Shape.of(2, 2), 0.5f, 0.5f, 0.25f, 0.75f);
    Loss plain = new Loss.SparseCategoricalCrossEntropy();
    SoftTargets soft = SoftTargets.of(samples, List.of(taught), 0.25, plain);
    assertThat(soft.samples().targets().only().floats())
        .containsExactly(0, 0.5f, 0.5f, 1, 0.25f, 0.75f);
    Tensor outputs = Tensor.of(Shape.of(2, 2), 0.9f, 0.1f, 0.3f, 0.7f);
    double data = Evaluator.evaluate(outputs, samples.targets().only(), plain, 2).loss();
    double teacher =
        Evaluator.evaluate(outputs, taught, new Loss.CategoricalCrossEntropy(), 2).loss();
    double both =
        LossValue.of(soft.loss(), outputs.floats(), soft.samples().targets().only().floats(), 2);
    assertThat(both).isCloseTo(0.75 * data + 0.25 * teacher, within(1e-9));
  }

  @Test
  void aTeacherOfAnotherShapeIsRefused() {
    Tensor taught = Tensor.of(Shape.of(2, 2), 0.5f, 0.5f, 0.25f, 0.75f);
    assertThatThrownBy(
            () -> SoftTargets.of(numbered(2), List.of(taught), 0.5, new Loss.MeanSquaredError()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--distill");
  }

  @Test
  void goalsAreRelativeOrNot() {
    assertThat(LossGoal.parse("loss<=1.02x").limit(0.5)).isEqualTo(0.51);
    assertThat(LossGoal.parse(" loss <= 0.105 ").limit(0.5)).isEqualTo(0.105);
    assertThat(LossGoal.parse("loss<=1.020x")).hasToString("loss<=1.02x");
  }

  @Test
  void epochsBeforeTheFirstDoNotCount() {
    BestEpoch best =
        new BestEpoch(
            numbered(2), new Loss.MeanSquaredError(), 3, OptionalDouble.of(9), OptionalInt.of(1));
    assertThat(best.goesOn(unseen(1))).isTrue();
    assertThat(best.goesOn(unseen(2))).isTrue();
    assertThat(best.number()).isZero();
    assertThat(best.model()).isEmpty();
    assertThat(best.text()).isEmpty();
  }

  /** An epoch that must not be looked into. */
  private static EpochHook.Epoch unseen(int number) {
    return new EpochHook.Epoch() {
      @Override
      public int number() {
        return number;
      }

      @Override
      public double loss() {
        return 0;
      }

      @Override
      public cortado.tensor.Predictor predictor() {
        throw new AssertionError("epoch " + number + " was judged");
      }

      @Override
      public cortado.graph.Model model() {
        throw new AssertionError("epoch " + number + " was copied");
      }
    };
  }
}
