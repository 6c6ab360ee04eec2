package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.prune.PruningGoal;
import cortado.train.Trainer;
import cortado.workspace.Draft;
import cortado.workspace.Made;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prunes to each of a request's goals. What an earlier run of the same request has finished is
 * kept, so that a sweep that was interrupted goes on where it stopped.
 */
final class Sweep {
  private final VariantCatalog catalog;
  private final Artifacts artifacts;
  private final Trainer trainer;
  private final PruneRequest request;
  private final Optional<Dataset> data;

  Sweep(
      VariantCatalog catalog,
      Artifacts artifacts,
      Trainer trainer,
      PruneRequest request,
      Optional<Dataset> data) {
    this.catalog = catalog;
    this.artifacts = artifacts;
    this.trainer = trainer;
    this.request = request;
    this.data = data;
  }

  /**
   * @return a variant for each goal
   * @throws UserError if the request cannot be met; then nothing is made
   */
  List<Variant> run(SessionListener listener) {
    int count = request.goals().size();
    if (count > 1 && request.name().isPresent()) {
      throw UserError.because("A sweep makes several variants, which cannot all have one name")
          .received("--as " + request.name().get())
          .next("leave --as out");
    }
    Variant start = start();
    Variant base = request.base().isPresent() ? catalog.source(request.base(), "pruned") : start;
    Pruning pruning = pruning(base, request);
    List<PruningGoal> goals = request.goals(base.parameters());
    List<Variant> made = new ArrayList<>();
    Variant from = start;
    for (int i = 0; i < count; i++) {
      SessionListener part = listener.part((double) i / count, (i + 1.0) / count);
      Variant next = level(pruning, Draft.from(from, "").relativeTo(base), goals.get(i), part);
      made.add(next);
      from = request.chain() ? next : start;
    }
    return made;
  }

  private Pruning pruning(Variant start, PruneRequest part) {
    return new Pruning(start, part, data, () -> artifacts.open(start, RuntimeId.TENSORFLOW));
  }

  private Variant level(Pruning pruning, Draft draft, PruningGoal goal, SessionListener listener) {
    Variant from = draft.parent().orElseThrow();
    Optional<Variant> before = catalog.made(from, pruning.asked(goal), request.name());
    if (before.isPresent()) {
      listener.onProgress("prune " + before.get().name(), 1, "was made before");
      return before.get();
    }
    String name = catalog.names().choose(request.name(), pruning.name(goal));
    Made made = pruning.to(goal, from, trainer, "prune " + name, listener);
    return catalog.keep(draft.named(name), made.recipe(), made.model());
  }

  /**
   * The variant to start from: without a name the newest, but if that came out of an earlier run of
   * the same request, what that started from.
   */
  private Variant start() {
    Variant start = catalog.source(request.from(), "pruned");
    List<Recipe.Pruned> since = new ArrayList<>();
    Variant v = start;
    while (request.from().isEmpty() && v.recipe() instanceof Recipe.Pruned p && isAsked(p)) {
      since.add(p);
      v = catalog.named(v.parent().orElseThrow());
      // Of a chain, only the first may be from where its goals are relative to.
      start = mayHaveMade(since, v) ? v : start;
    }
    return start;
  }

  private boolean isAsked(Recipe.Pruned recipe) {
    return request.goals().stream().anyMatch(recipe::meets);
  }

  private boolean mayHaveMade(List<Recipe.Pruned> recipes, Variant start) {
    return recipes.stream()
        .allMatch(
            r ->
                request.goals().stream()
                    .filter(r::meets)
                    .anyMatch(goal -> mayBeFrom(start, goal, r.asked())));
  }

  private boolean mayBeFrom(Variant start, PruningGoal goal, Recipe recipe) {
    try {
      return pruning(start, request.only(goal)).asked(goal).equals(recipe);
    } catch (UserError e) {
      return false;
    }
  }
}
