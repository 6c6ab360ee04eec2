package cortado.session;

import cortado.graph.Model;
import cortado.prune.PruningGoal;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import cortado.workspace.SessionListener;

/** What pruning takes out of models that came from one. */
interface Cut {
  /** Whether {@link #measured} must be asked first. */
  boolean needsLoss();

  /** The same, after a look at what the loss tells of a model. */
  Cut measured(
      LossEvidence loss, Model model, Trainer trainer, String stage, SessionListener listener);

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
