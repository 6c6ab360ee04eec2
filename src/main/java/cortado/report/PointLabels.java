package cortado.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Writes the labels beside their points, each where it covers no other. */
final class PointLabels {
  private static final int GAP = 7;

  private PointLabels() {}

  static void draw(
      Chart.Points chart,
      Graphics2D g,
      int width,
      DoubleUnaryOperator screenX,
      DoubleUnaryOperator screenY) {
    List<Rectangle2D> taken = new ArrayList<>();
    for (Chart.PointSeries s : chart.series()) {
      for (Chart.Point p : s.points()) {
        double x = screenX.applyAsDouble(p.x());
        double y = screenY.applyAsDouble(p.y());
        taken.add(new Rectangle2D.Double(x - 5, y - 5, 10, 10));
      }
    }
    FontMetrics font = g.getFontMetrics();
    for (int i = 0; i < chart.series().size(); i++) {
      g.setColor(Palette.awt(i).darker());
      for (Chart.Point p : chart.series().get(i).points()) {
        double x = screenX.applyAsDouble(p.x());
        double y = screenY.applyAsDouble(p.y());
        double w = font.stringWidth(p.label());
        for (Rectangle2D place : places(x, y, w, font.getHeight())) {
          boolean inside = place.getMinX() >= 0 && place.getMaxX() <= width;
          if (inside && taken.stream().noneMatch(place::intersects)) {
            g.drawString(p.label(), (float) place.getX(), (float) place.getY() + font.getAscent());
            taken.add(place);
            break;
          }
        }
      }
    }
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
