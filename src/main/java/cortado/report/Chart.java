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
public sealed interface Chart permits Chart.Points, Chart.Bars {
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
    return this instanceof Points p
        ? p.series().stream().allMatch(s -> s.points().isEmpty())
        : ((Bars) this).categories().isEmpty();
  }

  /** The figure in Plotly's terms, for Java code that wants to change it. */
  default Figure figure() {
    return ChartFigure.of(this);
  }

  /** The figure in pixels, on white. */
  default BufferedImage image() {
    return ChartImage.draw(this, WIDTH, HEIGHT);
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

  /** Writes the figure as a PNG of {@link #WIDTH} x {@link #HEIGHT} pixels. */
  default void writePng(Path file) {
    AtomicFile.write(file, p -> ImageIO.write(image(), "png", p.toFile()));
  }

  /** Writes the figure as one HTML page that holds all it needs. */
  default void writeHtml(Path file) {
    String page = PlotlyHtml.page(title(), PlotlyJson.of(this));
    AtomicFile.write(file, p -> Files.writeString(p, page, StandardCharsets.UTF_8));
  }
}
