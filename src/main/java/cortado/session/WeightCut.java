package cortado.session;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.Granularity;
import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Schedule;
import cortado.prune.Sparsity;
import cortado.prune.WeightPruning;
import java.util.List;
import java.util.Locale;

/**
 * Weights become zero.
 *
 * @param criterion that the method names
 */
record WeightCut(PruningMethod method, Criterion criterion) implements Cut {
  // Rounding to whole elements in each kernel moves the sparsity of a model by less.
  private static final double ROUNDING = 0.005;

  /**
   * @param seed of a criterion of chance
   * @throws UserError if the variant cannot be pruned so
   */
  static WeightCut of(Variant start, List<PruningGoal> goals, PruningMethod method, long seed) {
    List<Sparsity> sparsities = goals.stream().map(WeightCut::sparsity).toList();
    if (method.minChannels() > 1) {
      throw UserError.because("Weights that are zero leave each layer all its channels")
          .received("--min-channels " + method.minChannels())
          .next("--granularity channel, or leave it out");
    }
    WeightCut cut = new WeightCut(method, Criterion.named(method.criterion(), seed));
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

  private static Sparsity sparsity(PruningGoal goal) {
    if (goal instanceof Sparsity s) {
      return s;
    }
    throw UserError.because("Zeros are parameters, too: only channels that go leave fewer")
        .received("--params " + goal)
        .next("%prune --params " + goal + " --granularity channel");
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
    return WeightPruning.of(model.graph(), method, criterion);
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

  @Override
  public WeightCut by(Criterion measured) {
    return new WeightCut(method, measured);
  }

  /** {@code sparse80}, {@code sparse80-4x1}. */
  @Override
  public String name(PruningGoal goal) {
    boolean single = method.granularity().equals(Granularity.WEIGHT);
    return "sparse" + sparsity(goal).percent() + (single ? "" : "-" + method.granularity().id());
  }

  @Override
  public Model apply(Model model, PruningGoal goal) {
    return pruning(model).apply(model, sparsity(goal));
  }

  @Override
  public Begun begin(Model model, PruningGoal goal, int ramp) {
    Sparsity s = sparsity(goal);
    WeightPruning pruning = pruning(model);
    Sparsity initial = new Sparsity(Math.min(pruning.sparsity(model), s.value()));
    var masks = pruning.during(Schedule.named(method.schedule(), initial, s, ramp));
    return new Begun(model, masks::masksAt, ramp);
  }
}
