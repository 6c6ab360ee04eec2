package cortado.report;

import cortado.UserError;
import cortado.explain.Account;
import cortado.ops.ModelSummary;
import cortado.ops.ModelSummary.Row;
import cortado.session.ExplainOptions;
import cortado.session.Session;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Draws the network of a variant. */
final class NetworkPlot {
  /** A picture of more would be too wide to see anything in it. */
  private static final int MOST_BLOCKS = 300;

  private final Session session;
  private final Variant variant;
  private final SessionListener listener;

  /**
   * @param listener hears of the processes that take times
   */
  NetworkPlot(Session session, Variant variant, SessionListener listener) {
    this.session = session;
    this.variant = variant;
    this.listener = listener;
  }

  /**
   * @param wanted what the colours tell; if it is empty, zeros where there are many, else work
   * @throws UserError if the variant has no layers, or too many
   */
  NetworkDrawing of(Optional<NetworkColour> wanted) {
    ModelSummary summary = ModelSummary.of(variant.model());
    NetworkBlocks blocks = new NetworkBlocks(summary);
    if (blocks.count() > MOST_BLOCKS) {
      throw UserError.because("The network of " + variant.name() + " is too large to be drawn")
          .received(blocks.count() + " layers")
          .allowed("at most " + MOST_BLOCKS)
          .next("%summary " + variant.name());
    }
    NetworkColour colour =
        wanted.orElse(variant.sparsity() >= 0.05 ? NetworkColour.ZEROS : NetworkColour.WORK);
    List<NetworkDrawing.Block> drawn = blocks.drawn(before(), share(colour, summary));
    double most =
        drawn.stream().mapToDouble(NetworkDrawing.Block::share).filter(s -> s > 0).max().orElse(1);
    return new NetworkDrawing(
        variant.name()
            + ": "
            + Numbers.count(summary.parameters())
            + " parameters, "
            + Numbers.count(summary.multiplyAdds())
            + " multiply-adds",
        drawn,
        blocks.levelNames(),
        colour,
        colour == NetworkColour.ZEROS ? 1 : most);
  }

  private Map<String, Integer> before() {
    Variant origin = session.history(Optional.of(variant.name())).get(0);
    return origin.isForeign() ? Map.of() : NetworkBlocks.channels(ModelSummary.of(origin.model()));
  }

  private Function<List<Row>, OptionalDouble> share(NetworkColour colour, ModelSummary summary) {
    return switch (colour) {
      case ZEROS -> zeros();
      case WORK -> layers -> share(work(layers), summary.multiplyAdds());
      case TIME -> times();
    };
  }

  private static double work(List<Row> layers) {
    return layers.stream().mapToLong(Row::multiplyAdds).sum();
  }

  private static OptionalDouble share(double part, double all) {
    return part > 0 && all > 0 ? OptionalDouble.of(part / all) : OptionalDouble.empty();
  }

  private Function<List<Row>, OptionalDouble> zeros() {
    Map<String, long[]> counts = LayerBars.kernels(variant.model());
    return layers -> {
      long[] count = counts.get(layers.get(0).layer());
      return count == null || count[0] == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(1 - (double) count[1] / count[0]);
    };
  }

  private Function<List<Row>, OptionalDouble> times() {
    Account account = session.explain(variant, ExplainOptions.DEFAULT, listener).account();
    Map<String, Double> ms = new HashMap<>();
    account.operators().stream()
        .filter(o -> !o.isConversion())
        .forEach(o -> ms.merge(o.cost().layer(), o.milliseconds(), Double::sum));
    return layers ->
        share(
            layers.stream().mapToDouble(l -> ms.getOrDefault(l.layer(), 0.0)).sum(),
            account.operatorMilliseconds());
  }
}
