package cortado.session;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.MagnitudePruning;
import cortado.prune.PruningMethod;
import cortado.prune.Schedule;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import java.util.List;
import java.util.Locale;

/** Single weights become zero. */
record WeightCut(PruningMethod method) implements Cut {
  // Rounding to whole elements in each kernel moves the sparsity of a model by less.
  private static final double ROUNDING = 0.005;

  /**
   * @throws UserError if the variant cannot be pruned so
   */
  static WeightCut of(Variant start, List<Sparsity> sparsities, PruningMethod method) {
    if (method.scope() != Scope.LAYER || !method.criterion().equals("l1")) {
      throw UserError.because("Single weights are compared by magnitude within each kernel only")
          .received("scope " + method.scope().id() + ", criterion " + method.criterion())
          .allowed("scope layer, criterion l1")
          .next("--granularity channel");
    }
    WeightCut cut = new WeightCut(method);
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

  private MagnitudePruning pruning(Model model) {
    return MagnitudePruning.of(model.graph(), method.skipped());
  }

  /** {@code sparse80}. */
  @Override
  public String name(Sparsity s) {
    return "sparse" + s.percent();
  }

  @Override
  public Model apply(Model model, Sparsity s) {
    return pruning(model).apply(model, s);
  }

  @Override
  public Begun begin(Model model, Sparsity s, int ramp) {
    MagnitudePruning pruning = pruning(model);
    Sparsity initial = new Sparsity(Math.min(pruning.sparsity(model), s.value()));
    var masks = pruning.during(Schedule.named(method.schedule(), initial, s, ramp));
    return new Begun(model, masks::masksAt, ramp);
  }
}
