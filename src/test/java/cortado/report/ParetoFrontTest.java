package cortado.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ParetoFrontTest {

  @Test
  void smallerOfBothIsBetter() {
    var points = List.of(at(1, 5), at(2, 3), at(3, 4), at(4, 1), at(5, 1));

    assertThat(ParetoFront.of(points, ParetoFront.Better.LEFT))
        .containsExactly(at(1, 5), at(2, 3), at(4, 1));
  }

  @Test
  void moreZerosAtALowerLossAreBetter() {
    var points = List.of(at(0, 1), at(50, 0.9), at(80, 1.2), at(70, 1.3));

    assertThat(ParetoFront.of(points, ParetoFront.Better.RIGHT))
        .containsExactly(at(80, 1.2), at(50, 0.9));
  }

  @Test
  void ofEqualPointsOneIsKept() {
    assertThat(ParetoFront.of(List.of(at(1, 1), at(1, 1), at(1, 2)), ParetoFront.Better.LEFT))
        .containsExactly(at(1, 1));
    assertThat(ParetoFront.of(List.of(), ParetoFront.Better.LEFT)).isEmpty();
  }

  @Test
  void thePointsLeftOutAreThoseThatAnotherBeats() {
    Random random = new Random(7);
    List<Chart.Point> points = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      points.add(at(random.nextInt(40), random.nextInt(40)));
    }

    List<Chart.Point> front = ParetoFront.of(points, ParetoFront.Better.LEFT);

    for (Chart.Point p : points) {
      boolean beaten = points.stream().anyMatch(q -> beats(q, p));
      assertThat(front.contains(p)).as("%s", p).isEqualTo(!beaten);
    }
  }

  private static boolean beats(Chart.Point q, Chart.Point p) {
    return q.x() <= p.x() && q.y() <= p.y() && (q.x() < p.x() || q.y() < p.y());
  }

  private static Chart.Point at(double x, double y) {
    return new Chart.Point(x, y, "");
  }
}
