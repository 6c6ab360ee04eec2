package cortado.report;

import cortado.explain.Account;
import cortado.explain.Explanation;
import cortado.explain.Finding;
import cortado.explain.LayerTime;
import cortado.explain.OperatorTime;
import cortado.explain.Reference;
import cortado.explain.RoundedTimes;
import cortado.machine.Instruction;
import cortado.tflite.Kernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Why a variant is as fast and as large as it is: sentences, a table of operators, a figure. */
public record ExplanationReport(Explanation explanation) {
  private static final double LEAST_COVERED = 0.8;
  private static final int MOST_BARS = 30;

  /** The most important first, each with a magic that does something about it, if there is one. */
  public List<String> sentences() {
    List<String> out = new ArrayList<>();
    for (Finding f : explanation.findings()) {
      out.add(f.sentence() + f.next().map(magic -> " Try: " + magic).orElse(""));
    }
    return out;
  }

  public String title() {
    return "Why "
        + account().name()
        + " is as it is"
        + (account().kernels() == Kernels.BUILT_IN ? ", without XNNPACK" : "");
  }

  private Account account() {
    return explanation.account();
  }

  /** What was measured of the whole. */
  public Card card() {
    Account a = account();
    Card card =
        Card.titled("Measured in a fresh process")
            .row("one inference", Numbers.milliseconds(a.latencyMs()) + " median")
            .row("its operators", covered(a))
            .row(
                "kernels",
                a.count(OperatorTime::delegated)
                    + " of "
                    + a.operators().size()
                    + " operators in XNNPACK, "
                    + Numbers.percent(a.share(OperatorTime::delegated))
                    + " of the time")
            .row("conversions", conversions(a))
            .row("work", work(a))
            .row("weights", weights(a))
            .row("activations", activations(a));
    if (a.addedBytes().isPresent()) {
      card = card.row("RAM of the model", Numbers.size(a.addedBytes().getAsLong()));
    }
    if (explanation.reference().isPresent()) {
      Reference r = explanation.reference().get();
      card =
          card.row(
              name(r), "operators " + Numbers.milliseconds(r.account().operatorMilliseconds()));
    }
    if (explanation.evidence().rounded().isPresent()) {
      RoundedTimes t = explanation.evidence().rounded().get();
      card =
          card.row(
              "in TensorFlow",
              Numbers.milliseconds(t.floatMs())
                  + " in float32, "
                  + Numbers.milliseconds(t.roundedMs())
                  + " with all rounding on top");
    }
    if (a.operatorMilliseconds() < LEAST_COVERED * a.latencyMs()) {
      card =
          card.note(
              "The rest of an inference is not in its operators, as on a machine that is busy with"
                  + " other processes: measure again when it is idle. Comparisons are of the"
                  + " operators, which that disturbs less.");
    }
    return card.row("threads", a.measurement().threads())
        .row("runtime", a.measurement().environment().runtimeVersion())
        .row("CPU", a.measurement().environment().cpu())
        .row("CPU has", titles(explanation.cpu().found()))
        .row("CPU lacks", titles(explanation.cpu().missing()));
  }

  private String titles(List<Instruction> instructions) {
    return !explanation.cpu().isKnown()
        ? "unknown on this system"
        : instructions.isEmpty() ? "–" : Instruction.titles(instructions);
  }

  private static String covered(Account a) {
    return Numbers.milliseconds(a.operatorMilliseconds())
        + ", the sum of medians, "
        + Numbers.percent(a.operatorMilliseconds() / a.latencyMs())
        + " of that";
  }

  private static String conversions(Account a) {
    return a.count(OperatorTime::isConversion)
        + " between integers and float32, "
        + Numbers.percent(a.share(OperatorTime::isConversion))
        + " of the time";
  }

  private static String work(Account a) {
    return String.format(
        Locale.ROOT,
        "%s multiply-adds, %.1f for each byte read or written",
        Numbers.count(a.multiplyAdds()),
        a.multiplyAddsPerByte());
  }

  private static String weights(Account a) {
    Map<String, Long> types = new TreeMap<>();
    a.file()
        .weightBytes()
        .forEach((type, bytes) -> types.put(type.name().toLowerCase(Locale.ROOT), bytes));
    List<String> each = new ArrayList<>();
    types.forEach((type, bytes) -> each.add(Numbers.size(bytes) + " of " + type));
    return each.isEmpty() ? "none" : String.join(", ", each);
  }

  private static String activations(Account a) {
    String arena = Numbers.size(a.arenaBytes()) + " planned outside of XNNPACK";
    return a.file().peakActivationBytes() == 0
        ? arena
        : Numbers.size(a.file().peakActivationBytes()) + " at once, " + arena;
  }

  private static String name(Reference r) {
    return r.role() == Reference.Role.SAME_WITH_XNNPACK
        ? "with XNNPACK"
        : "beside it, " + r.account().name();
  }

  /** The operators in the order in which they run; those that others include are left out. */
  public Table operators() {
    Account a = account();
    List<OperatorTime> rows = a.operators().stream().filter(o -> !o.kernels().isEmpty()).toList();
    Table table =
        Table.create(
            title(),
            StringColumn.create("#", rows.stream().map(o -> Integer.toString(o.index()))),
            StringColumn.create("operator", rows.stream().map(o -> o.cost().operator())),
            StringColumn.create("layer", rows.stream().map(o -> o.cost().layer())),
            StringColumn.create("time", rows.stream().map(o -> time(o.milliseconds()))),
            StringColumn.create("share", rows.stream().map(o -> Numbers.percent(a.share(o)))),
            StringColumn.create("multiply-adds", rows.stream().map(o -> work(o))),
            StringColumn.create("a second", rows.stream().map(o -> rate(o))),
            StringColumn.create("kernel", rows.stream().map(o -> kernel(o))));
    return table;
  }

  private static String time(double ms) {
    return String.format(Locale.ROOT, "%.3f ms", ms);
  }

  private static String work(OperatorTime o) {
    long n = o.cost().multiplyAdds();
    return n == 0 ? "" : Numbers.count(n);
  }

  private static String rate(OperatorTime o) {
    double billions = o.billionMultiplyAddsPerSecond();
    return billions == 0 ? "" : String.format(Locale.ROOT, "%.1f billion", billions);
  }

  private static String kernel(OperatorTime o) {
    return o.delegated() ? "XNNPACK: " + String.join(" + ", o.kernels()) : "the runtime's own";
  }

  /** Each layer beside that of the variant that was named to compare with. */
  public Optional<LayerTimesReport> comparison() {
    return explanation
        .reference()
        .filter(r -> r.role() == Reference.Role.CHOSEN)
        .map(r -> new LayerTimesReport(account(), r.account()));
  }

  /** What rounding did to the layers of a quantized variant. */
  public Optional<LayerErrorReport> errors() {
    return explanation.errors().map(e -> new LayerErrorReport(account().name(), e));
  }

  /** What each layer takes, the slowest if there are many, with conversions as one. */
  public Chart chart() {
    Account other = explanation.reference().map(Reference::account).orElse(account());
    List<LayerTime> all = LayerTime.of(account(), other);
    Set<LayerTime> slowest =
        all.stream()
            .sorted(Comparator.comparingDouble(l -> -Math.max(l.ownMs(), l.otherMs())))
            .limit(MOST_BARS)
            .collect(Collectors.toSet());
    List<LayerTime> shown = all.stream().filter(slowest::contains).toList();
    List<String> ordered = shown.stream().map(LayerTime::layer).toList();
    List<Chart.BarSeries> series = new ArrayList<>();
    series.add(new Chart.BarSeries(account().name(), times(shown, LayerTime::ownMs)));
    explanation
        .reference()
        .ifPresent(
            r -> series.add(new Chart.BarSeries(seriesName(r), times(shown, LayerTime::otherMs))));
    return new Chart.Bars(
        "Time of the layers of " + account().name(), "layer", "median, ms", ordered, series);
  }

  private static String seriesName(Reference r) {
    return r.role() == Reference.Role.SAME_WITH_XNNPACK ? "with XNNPACK" : r.account().name();
  }

  /** A layer that takes no time is not there. */
  private static List<Double> times(List<LayerTime> layers, ToDoubleFunction<LayerTime> time) {
    return layers.stream().map(time::applyAsDouble).map(ms -> ms > 0 ? ms : Double.NaN).toList();
  }

  /** All of it as lines of text, without the table. */
  public String text() {
    StringBuilder out = new StringBuilder(title());
    int number = 1;
    for (Finding f : explanation.findings()) {
      out.append("\n ").append(number++).append(". ").append(f.sentence());
      f.next().ifPresent(magic -> out.append("\n    → ").append(magic));
    }
    return out.append("\n\n").append(card().text()).toString();
  }
}
