package cortado.session;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.Granularity;
import cortado.prune.PruningMethod;
import cortado.prune.Schedule;
import cortado.prune.Sparsity;
import cortado.prune.WeightPruning;
import java.util.List;
import java.util.Locale;

/**
 * Weights become zero.
 *
 * @param seed of a criterion of chance
 */
record WeightCut(PruningMethod method, long seed) implements Cut {
  // Rounding to whole elements in each kernel moves the sparsity of a model by less.
  private static final double ROUNDING = 0.005;

  /**
   * @throws UserError if the variant cannot be pruned so
   */
  static WeightCut of(Variant start, List<Sparsity> sparsities, PruningMethod method, long seed) {
    WeightCut cut = new WeightCut(method, seed);
    if (method.granularity() instanceof Granularity.NOfM pattern) {
      requirePattern(sparsities, pattern);
    }
    double present = cut.pruning(start.model()).sparsity(start.model());
    for (Sparsity s : sparsities) {
      requireAbove(present, s, start.name());
    }
    Schedule.named(method.schedule(), Sparsity.NONE, Sparsity.NONE, 0);
    return cut;
  }

  private static void requireAbove(double present, Sparsity s, String name) {
    if (s.value() < present - ROUNDING) {
      throw UserError.because(name + " is sparser than that already")
          .received(s)
          .allowed("above " + String.format(Locale.ROOT, "%.3f", present))
          .next("--from a variant that is less sparse");
    }
  }

  private WeightPruning pruning(Model model) {
    return WeightPruning.of(model.graph(), method, seed);
  }

  private static void requirePattern(List<Sparsity> sparsities, Granularity.NOfM pattern) {
    Sparsity only = new Sparsity(pattern.sparsity());
    for (Sparsity s : sparsities) {
      if (Math.abs(s.value() - only.value()) > 1e-9) {
        throw UserError.because("The pattern " + pattern.id() + " means one sparsity")
            .received(s)
            .allowed(only)
            .next("%prune " + only + " --granularity " + pattern.id());
      }
    }
  }

  /** {@code sparse80}, {@code sparse80-4x1}. */
  @Override
  public String name(Sparsity s) {
    boolean single = method.granularity().equals(Granularity.WEIGHT);
    return "sparse" + s.percent() + (single ? "" : "-" + method.granularity().id());
  }

  @Override
  public Model apply(Model model, Sparsity s) {
    return pruning(model).apply(model, s);
  }

  @Override
  public Begun begin(Model model, Sparsity s, int ramp) {
    WeightPruning pruning = pruning(model);
    Sparsity initial = new Sparsity(Math.min(pruning.sparsity(model), s.value()));
    var masks = pruning.during(Schedule.named(method.schedule(), initial, s, ramp));
    return new Begun(model, masks::masksAt, ramp);
  }
}
