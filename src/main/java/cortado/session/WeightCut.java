package cortado.session;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.Granularity;
import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Schedule;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.prune.Tolerances;
import cortado.prune.WeightPruning;
import cortado.train.Trainer;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Weights become zero.
 *
 * @param criterion that the method names
 * @param tolerances of the kernels, once they were measured
 */
record WeightCut(PruningMethod method, Criterion criterion, Optional<Tolerances> tolerances)
    implements Cut {
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
    if (method.scope() == Scope.SENSITIVITY) {
      requireScannable(sparsities, method.granularity());
    }
    WeightCut cut =
        new WeightCut(method, Criterion.named(method.criterion(), seed), Optional.empty());
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
    WeightPruning pruning = WeightPruning.of(model.graph(), method, criterion);
    return tolerances.map(pruning::within).orElse(pruning);
  }

  private static void requireScannable(List<Sparsity> sparsities, Granularity granularity) {
    if (granularity instanceof Granularity.NOfM) {
      throw UserError.because("A pattern means the same sparsity in each layer")
          .received("--scope sensitivity --granularity " + granularity.id())
          .next("--granularity weight, or leave --scope out");
    }
    Sparsity most = LossEvidence.SCANNED.get(LossEvidence.SCANNED.size() - 1);
    for (Sparsity s : sparsities) {
      if (s.compareTo(most) > 0) {
        throw UserError.because("No layer is scanned so far")
            .received("--scope sensitivity at " + s)
            .allowed("up to " + most)
            .next("--scope global");
      }
    }
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
  public boolean needsLoss() {
    return criterion instanceof Criterion.Taylor || method.scope() == Scope.SENSITIVITY;
  }

  @Override
  public WeightCut measured(
      LossEvidence loss, Model model, Trainer trainer, String stage, SessionListener listener) {
    WeightCut by = this;
    if (criterion instanceof Criterion.Taylor) {
      by = new WeightCut(method, loss.slopes(model, trainer, stage, listener), tolerances);
    }
    if (method.scope() == Scope.SENSITIVITY) {
      var found = loss.tolerances(model, by.pruning(model), trainer, stage, listener);
      by = new WeightCut(method, by.criterion(), Optional.of(found));
    }
    return by;
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
