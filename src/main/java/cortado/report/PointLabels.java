package cortado.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Writes the labels beside their points, each where it covers no other. */
final class PointLabels {
  private static final int GAP = 9;

  private PointLabels() {}

  static void draw(
      Chart.Points chart,
      Graphics2D g,
      int width,
      DoubleUnaryOperator screenX,
      DoubleUnaryOperator screenY) {
    List<Rectangle2D> taken = new ArrayList<>();
    for (Chart.PointSeries s : chart.series()) {
      for (Chart.Point p : s.look().hasMarks() ? s.points() : List.<Chart.Point>of()) {
        double x = screenX.applyAsDouble(p.x());
        double y = screenY.applyAsDouble(p.y());
        taken.add(new Rectangle2D.Double(x - 5, y - 5, 10, 10));
      }
    }
    List<Rectangle2D> lines = front(chart, screenX, screenY);
    FontMetrics font = g.getFontMetrics();
    for (int i = 0; i < chart.series().size(); i++) {
      g.setColor(Color.decode(chart.colour(i)).darker());
      for (Chart.Point p : labelled(chart.series().get(i))) {
        double x = screenX.applyAsDouble(p.x());
        double y = screenY.applyAsDouble(p.y());
        double w = font.stringWidth(p.label());
        List<Rectangle2D> free =
            places(x, y, w, font.getHeight()).stream()
                .filter(place -> place.getMinX() >= 0 && place.getMaxX() <= width)
                .filter(place -> taken.stream().noneMatch(place::intersects))
                .toList();
        Optional<Rectangle2D> best =
            free.stream()
                .filter(place -> lines.stream().noneMatch(place::intersects))
                .findFirst()
                .or(() -> free.stream().findFirst());
        best.ifPresent(
            place -> {
              g.drawString(
                  p.label(), (float) place.getX(), (float) place.getY() + font.getAscent());
              taken.add(place);
            });
      }
    }
  }

  /** The stairs of the front, which labels keep clear of where they can. */
  private static List<Rectangle2D> front(
      Chart.Points chart, DoubleUnaryOperator screenX, DoubleUnaryOperator screenY) {
    List<Rectangle2D> lines = new ArrayList<>();
    for (Chart.PointSeries s : chart.series()) {
      for (int i = 1; s.look() == Chart.Look.FRONT && i < s.points().size(); i++) {
        double x = screenX.applyAsDouble(s.points().get(i - 1).x());
        double y = screenY.applyAsDouble(s.points().get(i - 1).y());
        double toX = screenX.applyAsDouble(s.points().get(i).x());
        double toY = screenY.applyAsDouble(s.points().get(i).y());
        lines.add(new Rectangle2D.Double(Math.min(x, toX), y - 1, Math.abs(toX - x), 2));
        lines.add(new Rectangle2D.Double(toX - 1, Math.min(y, toY), 2, Math.abs(toY - y)));
      }
    }
    return lines;
  }

  private static List<Chart.Point> labelled(Chart.PointSeries s) {
    return s.points().stream().filter(p -> s.look().hasMarks() && !p.label().isEmpty()).toList();
  }

  private static List<Rectangle2D> places(double x, double y, double w, double h) {
    return List.of(
        new Rectangle2D.Double(x - w / 2, y - GAP - h, w, h),
        new Rectangle2D.Double(x - w / 2, y + GAP, w, h),
        new Rectangle2D.Double(x + GAP, y - h / 2, w, h),
        new Rectangle2D.Double(x - GAP - w, y - h / 2, w, h),
        new Rectangle2D.Double(x + GAP, y - GAP - h, w, h),
        new Rectangle2D.Double(x - GAP - w, y + GAP, w, h));
  }
}
