package cortado.report;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.plotly.components.Figure;

/**
 * What a figure shows, apart from who draws it: the interactive figure, the PNG and the text
 * picture all come from it, so they cannot disagree.
 */
public sealed interface Chart extends Drawing permits Chart.Points, Chart.Bars, Chart.Heat {
  int WIDTH = 900;
  int HEIGHT = 520;

  /** Title of the horizontal axis, with its unit. */
  String x();

  /** Title of the vertical axis, with its unit. */
  String y();

  /** Series of points, each with a colour of its own if its look does not say otherwise. */
  record Points(String title, String x, String y, List<PointSeries> series) implements Chart {
    public Points {
      series = List.copyOf(series);
    }

    /** Whether the horizontal axis counts a few things, so that fractions are no places on it. */
    boolean hasFewWholeSteps() {
      double[] xs =
          series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::x).toArray();
      double most = Arrays.stream(xs).max().orElse(0);
      return most <= 12
          && most > Arrays.stream(xs).min().orElse(0)
          && Arrays.stream(xs).allMatch(x -> x == Math.rint(x));
    }

    /** The colour of a series, in hexadecimal. */
    String colour(int index) {
      if (series.get(index).look() == Look.FRONT) {
        return Palette.GREY;
      }
      long before =
          series.stream().limit(index + 1).filter(s -> s.look().startsColour()).count() - 1;
      return Palette.hex((int) Math.max(0, before));
    }
  }

  /** How a series of points is drawn. */
  enum Look {
    POINTS,
    /** Points that a line joins in their order. */
    LINE,
    /** As a line, dashed, in the colour of the series before it. */
    DASHED,
    /** A line alone. */
    OUTLINE,
    /** Grey stairs with a ring around each point, which is one of another series. */
    FRONT;

    boolean startsColour() {
      return this != DASHED && this != FRONT;
    }

    /** Whether the points themselves are seen. */
    boolean hasMarks() {
      return this != OUTLINE && this != FRONT;
    }
  }

  /**
   * Groups of bars.
   *
   * @param categories one group each
   */
  record Bars(String title, String x, String y, List<String> categories, List<BarSeries> series)
      implements Chart {
    public Bars {
      categories = List.copyOf(categories);
      series = List.copyOf(series);
      for (BarSeries s : series) {
        if (s.values().size() != categories.size()) {
          throw new IllegalArgumentException(
              s.name() + " has " + s.values().size() + " bars in " + categories.size() + " groups");
        }
      }
    }
  }

  /**
   * Cells whose colours are numbers.
   *
   * @param columns names from left to right
   * @param rows from the top
   * @param low the number of the lightest colour, and of all below
   * @param high the number of the darkest colour, and of all above
   */
  record Heat(
      String title,
      String x,
      String y,
      List<String> columns,
      List<HeatRow> rows,
      double low,
      double high)
      implements Chart {
    public Heat {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      for (HeatRow r : rows) {
        if (r.values().size() != columns.size()) {
          throw new IllegalArgumentException(
              r.name() + " has " + r.values().size() + " cells in " + columns.size() + " columns");
        }
      }
      if (!(low <= high)) {
        throw new IllegalArgumentException("from " + low + " to " + high);
      }
    }

    /** Where a number lies between the lowest and the highest, in [0, 1]. */
    double share(double value) {
      return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
    }
  }

  /** A row of cells; NaN leaves one empty. */
  record HeatRow(String name, List<Double> values) {
    public HeatRow {
      values = List.copyOf(values);
    }
  }

  /** The points of one name. */
  record PointSeries(String name, Look look, List<Point> points) {
    public PointSeries {
      points = List.copyOf(points);
    }

    /** Points without a line. */
    public PointSeries(String name, List<Point> points) {
      this(name, Look.POINTS, points);
    }
  }

  /** A point with the label that stands beside it, if any; both coordinates are finite. */
  record Point(double x, double y, String label) {
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("no place for " + label + " at " + x + ", " + y);
      }
    }
  }

  /** One colour's bars; NaN leaves a gap. */
  record BarSeries(String name, List<Double> values) {
    public BarSeries {
      values = List.copyOf(values);
    }
  }

  /** Whether there is anything to see. */
  default boolean isEmpty() {
    if (this instanceof Points p) {
      return p.series().stream().allMatch(s -> s.points().isEmpty());
    }
    return this instanceof Bars b ? b.categories().isEmpty() : ((Heat) this).rows().isEmpty();
  }

  /** The figure in Plotly's terms, for Java code that wants to change it. */
  default Figure figure() {
    return ChartFigure.of(this);
  }

  /** Pixels from top to bottom: rows of cells must not be too low for their names. */
  default int height() {
    return this instanceof Heat h ? Math.max(HEIGHT, 150 + 22 * h.rows().size()) : HEIGHT;
  }

  @Override
  default BufferedImage image() {
    return ChartImage.draw(this, WIDTH, height());
  }

  @Override
  default String text() {
    return ChartText.draw(this);
  }

  /** The interactive figure. */
  @Override
  default String page() {
    return PlotlyHtml.page(
        title(), PlotlyHtml.library(), PlotlyHtml.fragment(PlotlyJson.of(this), ""));
  }
}
