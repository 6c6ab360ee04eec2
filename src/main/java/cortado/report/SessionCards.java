package cortado.report;

import cortado.workspace.Archived;
import cortado.workspace.Change;
import cortado.workspace.Checked;
import cortado.workspace.Listing;
import cortado.workspace.Swept;
import java.util.List;

/** The cards of a workspace and of what was done in it. */
public final class SessionCards {
  private SessionCards() {}

  public static Card of(Listing listing) {
    Card card = Card.titled("Session in " + listing.folder());
    for (Listing.Item item : listing.variants()) {
      card = card.row(item.name(), size(item));
    }
    for (Listing.Item item : listing.dropped()) {
      card = card.row(item.name() + " (dropped)", size(item));
    }
    for (String orphan : listing.orphans()) {
      card = card.row(orphan, "of no variant");
    }
    card =
        card.row("artifacts", Numbers.size(listing.remadeBytes()) + ", made again when missing")
            .row("all", Numbers.size(listing.bytes()));
    if (listing.variants().isEmpty()) {
      card = card.note("There is no model yet. Next: %load FILE");
    }
    if (!listing.dropped().isEmpty()) {
      card = card.note("%session restore NAME brings back what was dropped, until %session gc.");
    }
    return card;
  }

  private static String size(Listing.Item item) {
    String bytes = item.bytes() == 0 ? "no files of its own" : Numbers.size(item.bytes());
    return bytes + ", " + item.recipe();
  }

  public static Card of(Checked checked) {
    return noted(
        Card.titled(checked.faults().isEmpty() ? "All is as it was written" : "Damage was found")
            .row("files", Numbers.count(checked.files()))
            .row("read", Numbers.size(checked.bytes())),
        checked.faults());
  }

  public static Card of(Swept swept) {
    return swept.what().isEmpty()
        ? Card.titled("There was nothing to delete")
        : noted(
            Card.titled("Deleted for good").row("disk", Numbers.size(swept.bytes())), swept.what());
  }

  public static Card of(Archived archived) {
    return Card.titled("Session in " + archived.place())
        .row("variants", Numbers.count(archived.variants()))
        .row("files", Numbers.count(archived.files()))
        .row("size", Numbers.size(archived.bytes()))
        .note("%session import " + archived.place().getFileName() + " FOLDER goes on with it.");
  }

  public static Card of(Change change) {
    if (change instanceof Change.Dropped d) {
      return Card.titled("Dropped: " + String.join(", ", d.variants()))
          .note("%undo or %session restore NAME brings it back, until %session gc deletes it.");
    } else if (change instanceof Change.Restored r) {
      return Card.titled("Back: " + String.join(", ", r.variants()));
    }
    Change.Renamed renamed = (Change.Renamed) change;
    return Card.titled(renamed.from() + " is now " + renamed.to());
  }

  /** What was found and repaired as a workspace was opened. */
  public static Card ofRepairs(List<String> sentences) {
    return noted(Card.titled("The workspace was not left as it should be"), sentences);
  }

  private static Card noted(Card card, List<String> sentences) {
    Card more = card;
    for (String sentence : sentences) {
      more = more.note(sentence);
    }
    return more;
  }
}
