package cortado.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The points that no other one beats: none is as good or better in both coordinates, and better in
 * one. Of equal points the first is kept.
 */
final class ParetoFront {
  /** Which end of the horizontal axis is the good one; of the vertical axis it is the lower. */
  enum Better {
    LEFT,
    RIGHT
  }

  private ParetoFront() {}

  /** The front, from the best place on the horizontal axis to the worst. */
  static List<Chart.Point> of(List<Chart.Point> points, Better better) {
    Comparator<Chart.Point> across = Comparator.comparingDouble(Chart.Point::x);
    List<Chart.Point> order = new ArrayList<>(points);
    order.sort(
        (better == Better.LEFT ? across : across.reversed()).thenComparingDouble(Chart.Point::y));
    List<Chart.Point> front = new ArrayList<>();
    for (Chart.Point p : order) {
      if (front.isEmpty() || p.y() < front.get(front.size() - 1).y()) {
        front.add(p);
      }
    }
    return List.copyOf(front);
  }
}
