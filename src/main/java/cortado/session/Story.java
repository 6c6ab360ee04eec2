package cortado.session;

import cortado.workspace.Recipe;
import cortado.workspace.Variant;
import java.util.List;

/** What made a variant, in one line that goes into its TFLite file. */
final class Story {
  private static final int MOST = 480;

  private Story() {}

  /**
   * The recipes from the first ancestor on: {@code load unet.h5; prune 0.8, 5 epochs}. It has no
   * names of variants and no dates, so that the same recipes give the same bytes.
   */
  static String of(List<Variant> lineage) {
    return shortened(String.join("; ", lineage.stream().map(v -> v.recipe().text()).toList()));
  }

  /** As {@link #of(List)}, with a step that follows. */
  static String of(List<Variant> lineage, Recipe next) {
    return of(lineage) + "; " + shortened(next.text());
  }

  private static String shortened(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…";
  }
}
