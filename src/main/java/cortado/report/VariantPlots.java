package cortado.report;

import cortado.UserError;
import cortado.session.Session;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.List;
import java.util.Optional;

/** The figures of a session's variants, whether they were measured or not. */
public final class VariantPlots {
  private final Session session;
  private final List<Variant> named;
  private final SessionListener listener;

  /**
   * @param named what to draw; if it is empty, each figure chooses what it shows best
   * @param listener hears of what has to be measured for a figure
   */
  public VariantPlots(Session session, List<Variant> named, SessionListener listener) {
    this.session = session;
    this.named = List.copyOf(named);
    this.listener = listener;
  }

  /**
   * Draws a figure.
   *
   * @param samples how many test samples to show, where it shows some
   * @param colours of a network; it chooses them itself if they are empty
   * @throws cortado.UserError if there is nothing to show, and what would change that
   */
  public Drawing draw(PlotKind kind, int samples, Optional<NetworkColour> colours) {
    return switch (kind) {
      case LOSS_SIZE, LOSS_SPARSITY, LOSS_LATENCY, LATENCY, SIZE, MEMORY ->
          Plots.of(
              kind,
              session.rows().stream()
                  .filter(
                      r ->
                          named.isEmpty()
                              || named.stream().anyMatch(v -> v.name().equals(r.variant())))
                  .toList());
      case CURVES -> TrainingCurves.of(named, session.variants());
      case LAYERS -> LayerBars.of(session, named.isEmpty() ? List.of(session.newest()) : named);
      case WEIGHTS -> WeightHistogram.of(beforeAndAfter());
      case NETWORK ->
          new NetworkPlot(session, named.isEmpty() ? session.newest() : named.get(0), listener)
              .of(colours);
      case ERROR ->
          LayerErrorBars.of(session, named.isEmpty() ? List.of(newestQuantized()) : named);
      case PREDICTIONS -> new Predictions(session, samples).of(beforeAndAfter());
    };
  }

  private Variant newestQuantized() {
    return session.variants().stream()
        .filter(Variant::isQuantized)
        .reduce((a, b) -> b)
        .orElseThrow(
            () ->
                UserError.because("No variant is quantized, so nothing was rounded")
                    .next("%quantize int8"));
  }

  /** What was named; of a single variant, or the newest, also what it was made from. */
  private List<Variant> beforeAndAfter() {
    if (named.size() > 1) {
      return named;
    }
    Variant after = named.isEmpty() ? session.newest() : named.get(0);
    return after
        .parent()
        .map(p -> List.of(session.variant(p), after))
        .orElseGet(() -> List.of(after));
  }
}
