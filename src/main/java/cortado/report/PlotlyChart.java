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

  /** The chart, or nothing if the figure is of another kind than points, lines or bars. */
  public static Optional<Chart> read(JsonNode figure) {
    JsonNode data = figure.path("data");
    if (all(data, "scatter") && numeric(data, "x") && numeric(data, "y")) {
      return Optional.of(points(figure));
    }
    if (all(data, "bar") && numeric(data, "y") && !"h".equals(first(data, "orientation"))) {
      return Optional.of(bars(figure));
    }
    return Optional.empty();
  }

  private static Chart points(JsonNode figure) {
    List<Chart.PointSeries> series = new ArrayList<>();
    boolean connected = false;
    for (JsonNode trace : figure.path("data")) {
      connected |= trace.path("mode").asText("lines").contains("lines");
      List<Chart.Point> points = new ArrayList<>();
      for (int i = 0; i < Math.min(trace.path("x").size(), trace.path("y").size()); i++) {
        JsonNode x = trace.path("x").get(i);
        JsonNode y = trace.path("y").get(i);
        if (x.isNumber() && y.isNumber()) {
          String label = trace.path("text").path(i).asText("");
          points.add(new Chart.Point(x.asDouble(), y.asDouble(), label));
        }
      }
      series.add(new Chart.PointSeries(name(trace, series.size()), points));
    }
    return new Chart.Points(
        title(figure, "layout"), axis(figure, "xaxis"), axis(figure, "yaxis"), series, connected);
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
