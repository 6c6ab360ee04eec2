package cortado.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a figure's JSON back as a chart, so that what users made themselves has an image, too. */
public final class PlotlyChart {
  private PlotlyChart() {}

  /** The chart, or nothing if the figure is of another kind than points, lines, bars or cells. */
  public static Optional<Chart> read(JsonNode figure) {
    JsonNode data = figure.path("data");
    if (all(data, "scatter") && numeric(data, "x") && numeric(data, "y")) {
      return Optional.of(points(figure));
    }
    if (all(data, "bar") && numeric(data, "y") && !"h".equals(first(data, "orientation"))) {
      return Optional.of(bars(figure));
    }
    if (all(data, "heatmap") && data.size() == 1) {
      return Optional.of(cells(figure));
    }
    return Optional.empty();
  }

  private static Chart cells(JsonNode figure) {
    JsonNode trace = figure.path("data").get(0);
    List<String> columns = new ArrayList<>();
    trace.path("x").forEach(x -> columns.add(plain(x.asText())));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    List<Chart.HeatRow> rows = new ArrayList<>();
    for (int i = 0; i < trace.path("y").size(); i++) {
      List<Double> values = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        double value = trace.path("z").path(i).path(c).asDouble(Double.NaN);
        values.add(value);
        low = Double.isNaN(value) ? low : Math.min(low, value);
        high = Double.isNaN(value) ? high : Math.max(high, value);
      }
      rows.add(new Chart.HeatRow(plain(trace.path("y").get(i).asText()), values));
    }
    boolean any = low <= high;
    return new Chart.Heat(
        title(figure, "layout"),
        axis(figure, "xaxis"),
        axis(figure, "yaxis"),
        columns,
        rows,
        trace.path("zmin").asDouble(any ? low : 0),
        trace.path("zmax").asDouble(any ? high : 0));
  }

  private static Chart points(JsonNode figure) {
    List<Chart.PointSeries> series = new ArrayList<>();
    for (JsonNode trace : figure.path("data")) {
      List<Chart.Point> points = new ArrayList<>();
      for (int i = 0; i < Math.min(trace.path("x").size(), trace.path("y").size()); i++) {
        JsonNode x = trace.path("x").get(i);
        JsonNode y = trace.path("y").get(i);
        if (x.isNumber() && y.isNumber()) {
          String label = trace.path("text").path(i).asText("");
          points.add(new Chart.Point(x.asDouble(), y.asDouble(), label));
        }
      }
      series.add(new Chart.PointSeries(name(trace, series.size()), look(trace), points));
    }
    return new Chart.Points(
        title(figure, "layout"), axis(figure, "xaxis"), axis(figure, "yaxis"), series);
  }

  private static Chart.Look look(JsonNode trace) {
    String mode = trace.path("mode").asText("lines+markers");
    if (!mode.contains("lines")) {
      return Chart.Look.POINTS;
    }
    if (!mode.contains("markers")) {
      return Chart.Look.OUTLINE;
    }
    if (trace.path("marker").path("symbol").asText().equals("circle-open")) {
      return Chart.Look.FRONT;
    }
    boolean dashed = trace.path("line").path("dash").asText().equals("dash");
    return dashed ? Chart.Look.DASHED : Chart.Look.LINE;
  }

  private static Chart bars(JsonNode figure) {
    Set<String> categories = new LinkedHashSet<>();
    figure.path("data").forEach(t -> t.path("x").forEach(x -> categories.add(x.asText())));
    List<Chart.BarSeries> series = new ArrayList<>();
    for (JsonNode trace : figure.path("data")) {
      List<Double> values = new ArrayList<>();
      for (String category : categories) {
        double value = Double.NaN;
        for (int i = 0; i < trace.path("x").size(); i++) {
          if (trace.path("x").get(i).asText().equals(category)) {
            value = trace.path("y").path(i).asDouble(Double.NaN);
          }
        }
        values.add(value);
      }
      series.add(new Chart.BarSeries(name(trace, series.size()), values));
    }
    return new Chart.Bars(
        title(figure, "layout"),
        axis(figure, "xaxis"),
        axis(figure, "yaxis"),
        List.copyOf(categories),
        series);
  }

  private static boolean all(JsonNode data, String type) {
    for (JsonNode trace : data) {
      if (!trace.path("type").asText().equals(type)) {
        return false;
      }
    }
    return data.size() > 0;
  }

  private static boolean numeric(JsonNode data, String axis) {
    for (JsonNode trace : data) {
      for (JsonNode v : trace.path(axis)) {
        if (!v.isNumber() && !v.isNull()) {
          return false;
        }
      }
    }
    return true;
  }

  private static String first(JsonNode data, String field) {
    return data.path(0).path(field).asText();
  }

  private static String name(JsonNode trace, int index) {
    String name = plain(trace.path("name").asText(""));
    return name.isEmpty() ? "series " + (index + 1) : name;
  }

  private static String title(JsonNode figure, String at) {
    return plain(figure.path(at).path("title").path("text").asText(""));
  }

  private static String axis(JsonNode figure, String axis) {
    return title(figure.path("layout"), axis);
  }

  // jsplot escapes names for HTML.
  private static String plain(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
