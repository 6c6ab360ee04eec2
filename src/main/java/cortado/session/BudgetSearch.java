package cortado.session;

import cortado.UserError;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.quantize.Deviation;
import cortado.quantize.LayerScheme;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.StreamedContent;
import cortado.tensor.Tensor;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Looks for the fewest layers that have to be kept in larger numbers for a file to stay within an
 * error budget. The noise that each layer alone brings into the outputs gives the order; how many
 * are kept, and which of them could be left out after all, the files' own loss decides.
 */
final class BudgetSearch {
  /** Where in the whole call the parts of the search end. */
  private static final double MEASURED = 0.1;

  private static final double SCANNED = 0.7;

  private final Program program;
  private final QuantizationMethod method;
  private final Function<QuantizationMethod, StreamedContent> writer;
  private final BudgetJudge judge;
  private final String keptAs;
  private final Map<List<String>, Double> known = new LinkedHashMap<>();
  private double before;

  /**
   * @param method with all layers quantized as they are asked to be
   * @param writer writes the program by another method
   */
  BudgetSearch(
      Program program,
      QuantizationMethod method,
      Function<QuantizationMethod, StreamedContent> writer,
      BudgetJudge judge) {
    this.program = program;
    this.method = method;
    this.writer = writer;
    this.judge = judge;
    this.keptAs = new Scheme.Float16().id().equals(method.scheme()) ? "float32" : "float16";
  }

  /** The method that stays within the budget, and how it does. */
  record Found(QuantizationMethod method, Recipe.Budget budget) {}

  /**
   * Searches.
   *
   * @param unquantized the variant's own file
   * @throws UserError if the budget does not hold even with all layers kept
   */
  Found run(Path unquantized, String stage, SessionListener listener) {
    listener.onProgress(stage, 0, "loss before");
    before = judge.value(unquantized);
    listener.onProgress(stage, MEASURED / 2, "loss with all layers quantized");
    if (allows(List.of())) {
      return found(List.of());
    }
    List<String> layers = candidates();
    if (!allows(layers)) {
      throw UserError.because("No choice of layers to keep in " + keptAs + " stays within this")
          .received("--within " + judge.budget())
          .allowed(
              "at best %s %s, with all %d layers in %s; %s before"
                  .formatted(
                      judge.budget().measure(),
                      number(value(layers)),
                      layers.size(),
                      keptAs,
                      number(before)))
          .next("a wider budget, or %train first");
    }
    List<String> order = byNoise(layers, unquantized, stage, listener);
    List<String> kept = leastOf(order, stage, listener);
    if (kept.size() == layers.size()) {
      throw UserError.because("All layers would have to stay in " + keptAs)
          .received("--within " + judge.budget())
          .next(
              keptAs.equals("float16") ? "%quantize float16, or a wider budget" : "a wider budget");
    }
    return found(kept);
  }

  private Found found(List<String> kept) {
    List<String> inOrder = candidates().stream().filter(kept::contains).toList();
    return new Found(
        keeping(kept),
        new Recipe.Budget(
            judge.budget().toString(),
            before,
            value(List.of()),
            value(kept),
            inOrder,
            judge.samples().count(),
            judge.part()));
  }

  /** The layers that round, in the program's order. */
  private List<String> candidates() {
    return program.steps().stream()
        .filter(s -> QuantizationPlan.rounds(s.op()))
        .map(Step::layer)
        .distinct()
        .filter(
            l ->
                !(method.scheme(l) instanceof Scheme.Float32)
                    && !method.scheme(l).id().equals(keptAs))
        .toList();
  }

  private QuantizationMethod keeping(List<String> layers) {
    return method.withLayers(
        candidates().stream()
            .filter(layers::contains)
            .map(l -> new LayerScheme(l, keptAs))
            .toList());
  }

  private double value(List<String> kept) {
    return known.computeIfAbsent(
        kept.stream().sorted().toList(), k -> judge.value(writer.apply(keeping(kept))));
  }

  private boolean allows(List<String> kept) {
    return judge.budget().allows(value(kept), before);
  }

  /** The layers, those first that bring the most noise when they alone are quantized. */
  private List<String> byNoise(
      List<String> layers, Path unquantized, String stage, SessionListener listener) {
    List<Tensor> exact = judge.outputs(unquantized);
    Map<String, Double> noise = new LinkedHashMap<>();
    for (String layer : layers) {
      double done = (double) noise.size() / layers.size();
      proceed(stage, MEASURED + (SCANNED - MEASURED) * done, "scanning " + layer, listener);
      List<LayerScheme> alone =
          List.of(LayerScheme.skipped("*"), new LayerScheme(layer, method.scheme(layer).id()));
      QuantizationMethod only =
          QuantizationMethod.of(method.scheme())
              .withCalibration(method.calibration())
              .withCorrections(method.corrections())
              .withLayers(alone);
      noise.put(layer, noise(exact, judge.outputs(writer.apply(only))));
    }
    return layers.stream()
        .sorted(Comparator.comparingDouble((String l) -> noise.get(l)).reversed())
        .toList();
  }

  /** The power of the difference beside that of the signal, over all outputs. */
  private static double noise(List<Tensor> exact, List<Tensor> close) {
    double sum = 0;
    for (int i = 0; i < exact.size(); i++) {
      Deviation d = Deviation.of(exact.get(i).floats(), close.get(i).floats());
      sum += Math.pow(10, -d.sqnrDb() / 10);
    }
    return sum;
  }

  /** The fewest of the first layers that do, and of those only the ones that are needed. */
  private List<String> leastOf(List<String> order, String stage, SessionListener listener) {
    int enough = 1;
    while (enough < order.size() && !allows(order.subList(0, enough))) {
      proceed(stage, SCANNED, "keeping " + enough + " layers", listener);
      enough = Math.min(order.size(), 2 * enough);
    }
    int few = enough / 2;
    while (enough - few > 1) {
      int middle = (few + enough) / 2;
      proceed(stage, (SCANNED + 1) / 2, "keeping " + middle + " layers", listener);
      if (allows(order.subList(0, middle))) {
        enough = middle;
      } else {
        few = middle;
      }
    }
    List<String> kept = new ArrayList<>(order.subList(0, enough));
    for (int i = kept.size() - 1; i >= 0 && kept.size() > 1; i--) {
      List<String> without = new ArrayList<>(kept);
      String layer = without.remove(i);
      proceed(stage, 1 - 0.1 * i / enough, "trying without " + layer, listener);
      if (allows(without)) {
        kept = without;
      }
    }
    return kept;
  }

  private static void proceed(
      String stage, double fraction, String what, SessionListener listener) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the search was interrupted");
    }
    listener.onProgress(stage, fraction, what);
  }

  private static String number(double v) {
    return String.format(Locale.ROOT, "%.4f", v);
  }
}
