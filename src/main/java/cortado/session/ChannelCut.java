package cortado.session;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import cortado.prune.channels.ChannelPruning;
import cortado.train.MaskHook;

/**
 * Channels are removed, before what is left is trained.
 *
 * @param channels how many the model had that could be removed, of which each sparsity is a share
 */
record ChannelCut(PruningMethod method, Criterion criterion, int channels) implements Cut {

  /**
   * @param seed of a random criterion
   * @throws UserError if the variant cannot be pruned so
   */
  static ChannelCut of(Variant start, PruningMethod method, long seed) {
    if (!method.schedule().equals("one-shot")) {
      throw UserError.because("Channels are removed at once, before what is left is trained")
          .received("schedule " + method.schedule())
          .allowed("one-shot");
    }
    Criterion criterion = Criterion.named(method.criterion(), seed);
    ChannelPruning pruning = ChannelPruning.of(start.model().graph(), method.skipped());
    return new ChannelCut(method, criterion, pruning.count());
  }

  /** {@code slim80}. */
  @Override
  public String name(Sparsity s) {
    return "slim" + s.percent();
  }

  @Override
  public Model apply(Model model, Sparsity s) {
    ChannelPruning pruning = ChannelPruning.of(model.graph(), method.skipped());
    return pruning.choose(model, share(s, pruning.count()), criterion, method.scope()).apply(model);
  }

  /** The share of what there is, of which a chain has taken a part already. */
  private Sparsity share(Sparsity s, int present) {
    return present == channels
        ? s
        : new Sparsity(Math.max(0, 1 - (1 - s.value()) * channels / present));
  }

  @Override
  public Begun begin(Model model, Sparsity s, int ramp) {
    return new Begun(apply(model, s), MaskHook.NONE, 0);
  }
}
