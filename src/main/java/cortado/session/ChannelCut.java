package cortado.session;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.ParameterGoal;
import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.prune.channels.ChannelPruning;
import cortado.prune.channels.ChannelRemoval;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.List;
import java.util.Locale;

/**
 * Channels are removed, before what is left is trained.
 *
 * @param channels how many the model had that could be removed, of which each sparsity is a share
 * @param parameters how many it had
 */
record ChannelCut(PruningMethod method, Criterion criterion, int channels, long parameters)
    implements Cut {

  /**
   * @param seed of a random criterion
   * @throws UserError if the variant cannot be pruned so
   */
  static ChannelCut of(Variant start, List<PruningGoal> goals, PruningMethod method, long seed) {
    if (!method.schedule().equals("one-shot")) {
      throw UserError.because("Channels are removed at once, before what is left is trained")
          .received("schedule " + method.schedule())
          .allowed("one-shot");
    }
    if (method.scope() == Scope.SENSITIVITY) {
      throw UserError.because("The sensitivity of layers decides about weights, not channels")
          .received("--scope sensitivity --granularity channel")
          .allowed("--scope layer, --scope global")
          .next("--scope global --criterion taylor");
    }
    Criterion criterion = Criterion.named(method.criterion(), seed);
    ChannelPruning pruning = ChannelPruning.of(start.model().graph(), method);
    ChannelCut cut = new ChannelCut(method, criterion, pruning.count(), start.parameters());
    for (PruningGoal goal : goals) {
      if (goal instanceof ParameterGoal g) {
        cut.requireReached(start, g);
      }
    }
    return cut;
  }

  private void requireReached(Variant start, ParameterGoal goal) {
    if (goal.limit(parameters) >= parameters) {
      throw UserError.because(start.name() + " has no more parameters than that already")
          .received("--params " + goal)
          .allowed("below " + String.format(Locale.ROOT, "%,d", parameters))
          .next("a smaller number, or --from a larger variant");
    }
    // How small the model can become does not depend on the criterion, which may yet be measured.
    by(new Criterion.L1()).choose(start.model(), goal);
  }

  @Override
  public boolean needsLoss() {
    return criterion instanceof Criterion.Taylor;
  }

  @Override
  public ChannelCut measured(
      LossEvidence loss, Model model, Trainer trainer, String stage, SessionListener listener) {
    return by(loss.slopes(model, trainer, stage, listener));
  }

  private ChannelCut by(Criterion measured) {
    return new ChannelCut(method, measured, channels, parameters);
  }

  /** {@code slim80}, {@code slim20x}, {@code slim-24394}. */
  @Override
  public String name(PruningGoal goal) {
    if (goal instanceof ParameterGoal g) {
      return "slim" + (g.relative() ? "" : "-") + g;
    }
    return "slim" + ((Sparsity) goal).percent();
  }

  @Override
  public Model apply(Model model, PruningGoal goal) {
    return choose(model, goal).apply(model);
  }

  private ChannelRemoval choose(Model model, PruningGoal goal) {
    ChannelPruning pruning = ChannelPruning.of(model.graph(), method);
    if (goal instanceof ParameterGoal g) {
      return pruning.chooseWithin(model, g.limit(parameters), criterion, method.scope());
    }
    Sparsity share = share((Sparsity) goal, pruning.count());
    return pruning.choose(model, share, criterion, method.scope());
  }

  /** The share of what there is, of which a chain has taken a part already. */
  private Sparsity share(Sparsity s, int present) {
    return present == channels
        ? s
        : new Sparsity(Math.max(0, 1 - (1 - s.value()) * channels / present));
  }

  @Override
  public Begun begin(Model model, PruningGoal goal, int ramp) {
    return new Begun(apply(model, goal), MaskHook.NONE, 0);
  }
}
