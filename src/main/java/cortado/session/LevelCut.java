package cortado.session;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import cortado.prune.channels.LevelRemoval;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whole levels are removed, before what is left is trained.
 *
 * @param levels how many the model had, of which each sparsity is a share
 */
record LevelCut(int levels) implements Cut {

  /**
   * @throws UserError if the variant has no levels, or a share is not a number of them
   */
  static LevelCut of(Variant start, List<PruningGoal> goals, PruningMethod method) {
    if (!method.equals(PruningMethod.LEVELS)) {
      throw UserError.because("Levels are removed at once, the innermost first")
          .received("--granularity level with other options of what to prune")
          .next("leave --schedule, --scope, --criterion, --only, --skip and --min-channels out");
    }
    LevelCut cut = new LevelCut(LevelRemoval.count(start.model().graph()));
    if (cut.levels < 2) {
      throw UserError.because(start.name() + " has no levels that can be removed")
          .received(cut.levels == 0 ? "none" : "one, which has to stay")
          .allowed(
              "a U-Net of two and more: smaller images beside a connection that skips them, then"
                  + " joined")
          .next("%prune 0.5 --granularity channel");
    }
    goals.forEach(cut::removed);
    return cut;
  }

  private int removed(PruningGoal goal) {
    if (goal instanceof Sparsity s) {
      double exact = s.value() * levels;
      int whole = (int) Math.round(exact);
      if (whole > 0 && Math.abs(whole - exact) < 0.1) {
        return whole;
      }
    }
    throw UserError.because("That is no number of the model's " + levels + " levels")
        .received(goal)
        .allowed(
            IntStream.range(1, levels)
                .mapToObj(n -> String.format(Locale.ROOT, "%.2f", (double) n / levels))
                .collect(Collectors.joining(", ")))
        .next(
            "%prune " + String.format(Locale.ROOT, "%.2f", 1.0 / levels) + " --granularity level");
  }

  @Override
  public boolean needsLoss() {
    return false;
  }

  @Override
  public LevelCut measured(
      LossEvidence loss, Model model, Trainer trainer, String stage, SessionListener listener) {
    return this;
  }

  /** {@code flat50}. */
  @Override
  public String name(PruningGoal goal) {
    return "flat" + ((Sparsity) goal).percent();
  }

  @Override
  public Model apply(Model model, PruningGoal goal) {
    int gone = levels - LevelRemoval.count(model.graph());
    return LevelRemoval.apply(model, Math.max(0, removed(goal) - gone));
  }

  @Override
  public Begun begin(Model model, PruningGoal goal, int ramp) {
    return new Begun(apply(model, goal), MaskHook.NONE, 0);
  }
}
