package cortado.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure as the JSON that Plotly reads: an object of {@code data}, {@code layout}, {@code
 * config}.
 */
public final class PlotlyJson {
  // jsplot writes JavaScript literals; all that tells them from JSON is allowed here.
  private static final JsonMapper LITERALS =
      JsonMapper.builder()
          .enable(
              JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
              JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  // Above the plot: below it, long names of layers want the room.
  private static final Map<String, Object> LEGEND =
      Map.of("orientation", "h", "x", 0, "y", 1, "yanchor", "bottom");

  private PlotlyJson() {}

  /** The JSON of a figure that Java code made. */
  public static ObjectNode of(Figure figure) {
    ObjectNode json = LITERALS.createObjectNode();
    ArrayNode data = json.putArray("data");
    Trace[] traces = figure.getTraces();
    for (int i = 0; i < traces.length; i++) {
      ObjectNode trace = literal(traces[i].asJavascript(i));
      numbers(trace, "x");
      numbers(trace, "y");
      data.add(trace);
    }
    ObjectNode layout =
        figure.getLayout() == null
            ? LITERALS.createObjectNode()
            : literal(figure.getLayout().asJavascript());
    titleObjects(layout);
    json.set("layout", layout);
    json.set(
        "config",
        figure.getConfig() == null
            ? LITERALS.createObjectNode()
            : literal(figure.getConfig().asJavascript()));
    return json;
  }

  /** The JSON of a chart: that of its figure, with what jsplot has no words for. */
  public static ObjectNode of(Chart chart) {
    ObjectNode json = of(chart.figure());
    ObjectNode layout = (ObjectNode) json.get("layout");
    fitting(layout, "xaxis");
    fitting(layout, "yaxis");
    if (chart instanceof Chart.Heat heat) {
      cells(heat, (ObjectNode) json.get("data").get(0), layout);
      return json;
    }
    layout.remove("width"); // as wide as the cell
    layout.set("legend", LITERALS.valueToTree(LEGEND));
    int data = 0;
    for (JsonNode trace : json.get("data")) {
      ObjectNode t = (ObjectNode) trace;
      if (chart instanceof Chart.Points p) {
        points(p, data++, t);
        if (p.hasFewWholeSteps()) {
          ((ObjectNode) layout.get("xaxis")).put("dtick", 1);
        }
      } else if (chart instanceof Chart.Bars b && BarLabels.fit(b)) {
        t.put("texttemplate", "%{y:.3~g}").put("textposition", "outside").put("cliponaxis", false);
        t.putObject("textfont").put("size", 10);
      }
    }
    layout.put("showlegend", json.get("data").size() > 1);
    return json;
  }

  /** The names along an axis push the plot aside, and the axis' title stands apart from them. */
  private static void fitting(ObjectNode layout, String axis) {
    ObjectNode a = (ObjectNode) layout.get(axis);
    a.put("automargin", true);
    if (a.get("title") instanceof ObjectNode title) {
      title.put("standoff", 12);
    }
  }

  private static void cells(Chart.Heat chart, ObjectNode trace, ObjectNode layout) {
    layout.remove("width"); // as wide as the cell
    trace.put("zmin", chart.low()).put("zmax", chart.high()).put("xgap", 1).put("ygap", 1);
    trace.set(
        "colorscale",
        LITERALS.valueToTree(List.of(List.of(0, Palette.LIGHT), List.of(1, Palette.DARK))));
    trace.put("texttemplate", "%{z:.3~g}").put("hoverongaps", false);
    trace.put("hovertemplate", "%{y}<br>%{x}: %{z:.4~g}<extra></extra>");
    ArrayNode rows = LITERALS.createArrayNode();
    for (Chart.HeatRow row : chart.rows()) {
      ArrayNode cells = rows.addArray();
      row.values().forEach(v -> cells.add(Double.isNaN(v) ? null : v));
    }
    trace.set("z", rows);
    ((ObjectNode) layout.get("xaxis")).put("type", "category");
    ((ObjectNode) layout.get("yaxis")).put("type", "category").put("autorange", "reversed");
    layout.put("showlegend", false);
  }

  private static void points(Chart.Points chart, int series, ObjectNode trace) {
    Chart.PointSeries s = chart.series().get(series);
    if (s.look() == Chart.Look.FRONT) {
      trace.with("marker").put("symbol", "circle-open").put("size", 17);
      trace.put("hoverinfo", "skip");
      return;
    }
    trace.set("textposition", positions(chart, series));
    ArrayNode hover = trace.putArray("hovertemplate");
    for (Chart.Point p : s.points()) {
      hover.add((p.label().isEmpty() ? "" : "%{text}<br>") + "%{x:.4~g}, %{y:.4~g}");
    }
  }

  // A label points away from the nearest other mark.
  private static ArrayNode positions(Chart.Points chart, int series) {
    List<Chart.Point> marks =
        chart.series().stream()
            .filter(s -> s.look().hasMarks())
            .flatMap(s -> s.points().stream())
            .toList();
    double width = span(marks, Chart.Point::x);
    double height = span(marks, Chart.Point::y);
    ArrayNode positions = LITERALS.createArrayNode();
    for (Chart.Point p : chart.series().get(series).points()) {
      boolean below =
          marks.stream()
              .filter(o -> !o.equals(p))
              .min(
                  Comparator.comparingDouble(
                      o -> Math.hypot((o.x() - p.x()) / width, (o.y() - p.y()) / height)))
              .filter(o -> o.y() > p.y() || o.y() == p.y() && o.x() < p.x())
              .isPresent();
      positions.add(below ? "bottom center" : "top center");
    }
    return positions;
  }

  private static double span(List<Chart.Point> points, ToDoubleFunction<Chart.Point> of) {
    DoubleSummaryStatistics s = points.stream().mapToDouble(of).summaryStatistics();
    return s.getMax() > s.getMin() ? s.getMax() - s.getMin() : 1;
  }

  private static ObjectNode literal(String script) {
    try {
      return (ObjectNode) LITERALS.readTree(script.substring(script.indexOf('{')));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a literal of Plotly: " + script, e);
    }
  }

  // jsplot quotes the numbers of a scatter trace, and JSON has no NaN.
  private static void numbers(ObjectNode trace, String axis) {
    if (!(trace.get(axis) instanceof ArrayNode values)) {
      return;
    }
    ArrayNode converted = LITERALS.createArrayNode();
    boolean scatter = trace.path("type").asText().startsWith("scatter");
    for (JsonNode v : values) {
      if (v.isTextual() && !scatter) {
        return;
      }
      try {
        double d = Double.parseDouble(v.asText());
        if (Double.isFinite(d)) {
          converted.add(d);
        } else {
          converted.addNull();
        }
      } catch (NumberFormatException e) {
        return; // categories or dates
      }
    }
    trace.set(axis, converted);
  }

  // Plotly 3 and later read titles as objects only; all versions do read those.
  private static void titleObjects(ObjectNode node) {
    if (node.path("title").isTextual()) {
      String text = node.get("title").asText();
      node.putObject("title").put("text", text);
    }
    for (JsonNode child : node) {
      if (child instanceof ObjectNode o) {
        titleObjects(o);
      }
    }
  }
}
