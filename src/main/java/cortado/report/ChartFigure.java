package cortado.report;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ScatterTrace.Mode;
import tech.tablesaw.plotly.traces.Trace;

/** Says a chart in Plotly's terms. */
final class ChartFigure {
  // More labels than these would cover each other; the pointer still shows them.
  private static final int MOST_LABELS = 16;

  /** Marks of more points than these are small. */
  static final int MANY = 30;

  private ChartFigure() {}

  static Figure of(Chart chart) {
    List<Trace> traces = new ArrayList<>();
    if (chart instanceof Chart.Points p) {
      for (Chart.PointSeries s : p.series()) {
        traces.add(points(s, mode(p, s), p.colour(traces.size())));
      }
    } else if (chart instanceof Chart.Bars b) {
      for (Chart.BarSeries s : b.series()) {
        traces.add(bars(b, s, traces.size()));
      }
    } else if (chart instanceof Chart.Heat h) {
      traces.add(cells(h));
    }
    Layout layout =
        Layout.builder(literal(chart.title()))
            .xAxis(Axis.builder().title(literal(chart.x())).build())
            .yAxis(Axis.builder().title(literal(chart.y())).build())
            .margin(Margin.builder().left(70).right(30).top(60).bottom(70).build())
            .height(chart.height())
            .width(Chart.WIDTH)
            .showLegend(true)
            .build();
    return new Figure(layout, traces.toArray(Trace[]::new));
  }

  static boolean showsLabels(Chart.Points p) {
    return p.series().stream()
            .filter(s -> s.look().hasMarks())
            .flatMap(s -> s.points().stream())
            .filter(point -> !point.label().isEmpty())
            .count()
        <= MOST_LABELS;
  }

  private static Mode mode(Chart.Points p, Chart.PointSeries s) {
    return switch (s.look()) {
      case POINTS -> showsLabels(p) ? Mode.TEXT_AND_MARKERS : Mode.MARKERS;
      case LINE, DASHED -> showsLabels(p) ? Mode.LINE_TEXT_AND_MARKERS : Mode.LINE_AND_MARKERS;
      case OUTLINE -> Mode.LINE;
      case FRONT -> Mode.LINE_AND_MARKERS;
    };
  }

  private static Trace points(Chart.PointSeries s, Mode mode, String colour) {
    double[] x = s.points().stream().mapToDouble(Chart.Point::x).toArray();
    double[] y = s.points().stream().mapToDouble(Chart.Point::y).toArray();
    String[] labels = s.points().stream().map(Chart.Point::label).toArray(String[]::new);
    return ScatterTrace.builder(x, y)
        .mode(mode)
        .name(literal(s.name()))
        .text(labels)
        .marker(Marker.builder().size(s.points().size() > MANY ? 5 : 9).color(colour).build())
        .line(line(s.look(), colour))
        .build();
  }

  private static Line line(Chart.Look look, String colour) {
    Line.LineBuilder line = Line.builder().color(colour);
    return switch (look) {
      case DASHED -> line.dash(Line.Dash.DASH).build();
      case FRONT -> line.dash(Line.Dash.DOT).shape(Line.Shape.HV).build();
      default -> line.build();
    };
  }

  private static Trace bars(Chart.Bars chart, Chart.BarSeries s, int index) {
    double[] values = s.values().stream().mapToDouble(v -> v).toArray();
    return BarTrace.builder(chart.categories().toArray(String[]::new), values)
        .name(literal(s.name()))
        .marker(Marker.builder().color(Palette.hex(index)).build())
        .build();
  }

  private static Trace cells(Chart.Heat chart) {
    double[][] values =
        chart.rows().stream()
            .map(r -> r.values().stream().mapToDouble(v -> v).toArray())
            .toArray(double[][]::new);
    String[] rows = chart.rows().stream().map(Chart.HeatRow::name).toArray(String[]::new);
    return HeatmapTrace.builder(chart.columns().toArray(String[]::new), rows, values).build();
  }

  // jsplot puts names into JavaScript strings and escapes everything in them but the backslash.
  private static String literal(String text) {
    return text.replace("\\", "\\\\").replaceAll("\\p{Cntrl}", " ");
  }
}
