package cortado.report;

import cortado.explain.Account;
import cortado.explain.LayerTime;
import cortado.explain.OperatorTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What each layer takes in two variants that were run in turns. */
public record LayerTimesReport(Account own, Account other) {

  public String title() {
    return own.name() + " beside " + other.name() + ", layer by layer";
  }

  /** The layers, those first whose times differ most. */
  public Table table() {
    List<LayerTime> rows =
        LayerTime.of(own, other).stream()
            .sorted(Comparator.comparingDouble(l -> -Math.abs(l.differenceMs())))
            .toList();
    return Table.create(
        title(),
        column("layer", rows, LayerTime::layer),
        column(own.name(), rows, l -> time(l.own(), l.ownMs())),
        column(
            other.name() + (other.name().equals(own.name()) ? " again" : ""),
            rows,
            l -> time(l.other(), l.otherMs())),
        column("difference", rows, l -> difference(l.differenceMs())),
        column("ratio", rows, LayerTimesReport::ratio),
        column("operators", rows, LayerTimesReport::operators));
  }

  private static StringColumn column(
      String name, List<LayerTime> rows, Function<LayerTime, String> text) {
    return StringColumn.create(name, rows.stream().map(text));
  }

  private static String time(List<OperatorTime> operators, double ms) {
    return operators.isEmpty() ? "–" : String.format(Locale.ROOT, "%.3f ms", ms);
  }

  private static String difference(double ms) {
    return String.format(Locale.ROOT, "%+.3f ms", ms);
  }

  private static String ratio(LayerTime l) {
    return l.ownMs() > 0 && l.otherMs() > 0 ? Numbers.ratio(l.ownMs() / l.otherMs()) : "";
  }

  /** Those of both where they are the same. */
  private static String operators(LayerTime l) {
    String first = LayerTime.kinds(l.own());
    String second = LayerTime.kinds(l.other());
    return first.equals(second) || second.isEmpty()
        ? first
        : first.isEmpty() ? second : first + " / " + second;
  }
}
