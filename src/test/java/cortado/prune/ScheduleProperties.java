package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ScheduleProperties {
  @Property
  void sparsityNeverFallsAndReachesTheTarget(
      @ForAll @DoubleRange(max = 0.5) double initial,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double target,
      @ForAll @IntRange(max = 300) int begin,
      @ForAll @IntRange(max = 300) int length,
      @ForAll @IntRange(min = 1, max = 64) int frequency) {
    int end = begin + length;
    Schedule schedule =
        new Schedule.Polynomial(
            new Sparsity(initial), new Sparsity(target), begin, end, 3, frequency);
    for (int step = 1; step <= end + 2; step++) {
      assertThat(schedule.sparsityAt(step)).isGreaterThanOrEqualTo(schedule.sparsityAt(step - 1));
    }
    assertThat(schedule.updatesAt(end)).isTrue();
    assertThat(schedule.sparsityAt(end).value()).isEqualTo(target);
    assertThat(IntStream.range(end + 1, end + 200)).noneMatch(schedule::updatesAt);
    assertThat(IntStream.range(0, begin)).noneMatch(schedule::updatesAt);
  }

  @Example
  void isTheCurveOfZhuAndGupta() {
    Schedule s = new Schedule.Polynomial(Sparsity.NONE, new Sparsity(0.8), 0, 100, 3, 16);
    assertThat(s.sparsityAt(0).value()).isZero();
    assertThat(s.sparsityAt(50).value()).isCloseTo(0.8 * (1 - 0.125), within(1e-12));
    assertThat(s.sparsityAt(90).value()).isCloseTo(0.8 * (1 - 0.001), within(1e-12));
    assertThat(IntStream.rangeClosed(0, 120).filter(s::updatesAt))
        .containsExactly(0, 16, 32, 48, 64, 80, 96, 100);
  }

  @Example
  void namedSchedulesEndWhereTheyAreTold() {
    Sparsity half = new Sparsity(0.5);
    Schedule polynomial = Schedule.named("polynomial", Sparsity.NONE, half, 60);
    assertThat(polynomial.sparsityAt(59)).isLessThan(half);
    assertThat(polynomial.sparsityAt(60)).isEqualTo(half);
    assertThat(Schedule.named("constant", Sparsity.NONE, half, 60).sparsityAt(0)).isEqualTo(half);
    Schedule oneShot = Schedule.named("one-shot", Sparsity.NONE, half, 60);
    assertThat(IntStream.range(0, 240).filter(oneShot::updatesAt)).containsExactly(0);
    Schedule oneStep = Schedule.named("polynomial", Sparsity.NONE, half, 0);
    assertThat(oneStep.updatesAt(0)).isTrue();
    assertThat(oneStep.sparsityAt(0)).isEqualTo(half);
    assertThatThrownBy(() -> Schedule.named("linear", Sparsity.NONE, half, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one-shot, constant, polynomial");
  }
}
