package cortado.session;

import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.PruningGoal;
import cortado.train.MaskHook;

/** What pruning takes out of models that came from one. */
interface Cut {
  /** The same by a criterion that has been measured on a model. */
  Cut by(Criterion measured);

  /** The name to propose for a variant. */
  String name(PruningGoal goal);

  /** A model pruned at once. */
  Model apply(Model model, PruningGoal goal);

  /**
   * A model whose pruning goes on while it is trained.
   *
   * @param ramp the step that may take the last weights away, from 0
   */
  Begun begin(Model model, PruningGoal goal, int ramp);

  /**
   * What is to be trained.
   *
   * @param last the step that takes the last weights away
   */
  record Begun(Model model, MaskHook masks, int last) {}
}
