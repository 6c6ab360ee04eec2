package cortado.report;

import cortado.UserError;
import cortado.tensor.AtomicFile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import tech.tablesaw.plotly.components.Figure;

/**
 * What a figure shows, apart from who draws it: the interactive figure, the PNG and the text
 * picture all come from it, so they cannot disagree.
 */
public sealed interface Chart permits Chart.Points, Chart.Bars, Chart.Heat {
  int WIDTH = 900;
  int HEIGHT = 520;

  String title();

  /** Title of the horizontal axis, with its unit. */
  String x();

  /** Title of the vertical axis, with its unit. */
  String y();

  /**
   * Series of points.
   *
   * @param connected whether a line joins the points of a series in their order
   */
  record Points(String title, String x, String y, List<PointSeries> series, boolean connected)
      implements Chart {
    public Points {
      series = List.copyOf(series);
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

  /** One colour's points. */
  record PointSeries(String name, List<Point> points) {
    public PointSeries {
      points = List.copyOf(points);
    }
  }

  /** A point with the label that stands beside it; both coordinates are finite. */
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

  /** The figure in pixels, on white. */
  default BufferedImage image() {
    return ChartImage.draw(this, WIDTH, height());
  }

  /** The figure in characters, for a terminal. */
  default String text() {
    return ChartText.draw(this);
  }

  /**
   * Writes the figure as a PNG, or as a page that needs no network, after the file's ending.
   *
   * @throws UserError if the name ends in neither {@code .png} nor {@code .html}, or the disk
   *     refuses
   */
  default void write(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      writePng(file);
    } else if (name.endsWith(".html")) {
      writeHtml(file);
    } else {
      throw UserError.because("A figure cannot be written in this format")
          .received(file)
          .allowed(".png, .html")
          .next("give a file name that ends in .png or .html");
    }
  }

  /** Writes the figure as a PNG of {@link #WIDTH} x {@link #height} pixels. */
  default void writePng(Path file) {
    AtomicFile.write(file, p -> ImageIO.write(image(), "png", p.toFile()));
  }

  /** Writes the figure as one HTML page that holds all it needs. */
  default void writeHtml(Path file) {
    String page = PlotlyHtml.page(title(), PlotlyJson.of(this));
    AtomicFile.write(file, p -> Files.writeString(p, page, StandardCharsets.UTF_8));
  }
}
