package cortado.session;

import cortado.graph.Model;
import cortado.prune.Sparsity;
import cortado.train.MaskHook;

/** What pruning takes out of models that came from one. */
interface Cut {
  /** The name to propose for a variant. */
  String name(Sparsity s);

  /** A model pruned at once. */
  Model apply(Model model, Sparsity s);

  /**
   * A model whose pruning goes on while it is trained.
   *
   * @param ramp the step that may take the last weights away, from 0
   */
  Begun begin(Model model, Sparsity s, int ramp);

  /**
   * What is to be trained.
   *
   * @param last the step that takes the last weights away
   */
  record Begun(Model model, MaskHook masks, int last) {}
}
