package cortado.report;

import cortado.UserError;
import cortado.workspace.Origin;
import cortado.workspace.Variant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How exactly a variant was made. */
final class Provenance {
  private Provenance() {}

  /**
   * The magics with all that decides the result, what they took, and where the last was run.
   *
   * @param lineage the variant after its ancestors
   */
  static Card of(List<Variant> lineage) {
    Variant v = lineage.get(lineage.size() - 1);
    Card card = Card.titled("How " + v.name() + " was made");
    Set<String> data = new LinkedHashSet<>();
    for (Variant each : lineage) {
      String sha256 = each.recipe().data();
      String source = each.origin().map(Origin::source).orElse("");
      if (!sha256.isEmpty() && data.add(sha256)) {
        card =
            card.row(
                "data" + (data.size() == 1 ? "" : " " + data.size()),
                (source.isEmpty() ? "not noted" : source) + ", SHA-256 " + sha256);
      }
      card = card.row(each.name(), line(each));
    }
    Optional<Origin> origin = v.origin();
    if (origin.isEmpty()) {
      return card.note("An earlier version made it, which did not note where.");
    }
    card = withPlace(card, origin.get());
    List<String> others =
        lineage.stream()
            .filter(a -> a.origin().map(o -> !isSamePlace(o, origin.get())).orElse(true))
            .map(Variant::name)
            .toList();
    return others.isEmpty()
        ? card
        : card.note("Made on another machine or by another version: " + String.join(", ", others));
  }

  private static String line(Variant v) {
    try {
      return v.line();
    } catch (UserError e) {
      return e.getMessage();
    }
  }

  private static Card withPlace(Card card, Origin o) {
    return card.row("folder", o.folder())
        .row("Cortado", o.cortado())
        .row("libraries", o.libraries().isEmpty() ? "none had to compute" : o.libraries())
        .row("Java", o.java())
        .row("CPU", o.cpu() + ", " + o.threads() + " threads")
        .row("system", o.os())
        .note(
            "%export VARIANT FILE.cortado writes it as a script that makes the same bytes again.");
  }

  private static boolean isSamePlace(Origin a, Origin b) {
    return a.cpu().equals(b.cpu())
        && a.threads() == b.threads()
        && a.cortado().equals(b.cortado())
        && a.java().equals(b.java());
  }
}
