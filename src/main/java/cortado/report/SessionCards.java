package cortado.report;

import java.util.List;

/** The cards of a workspace and of what was done in it. */
public final class SessionCards {
  private SessionCards() {}

  /** What was found and repaired as a workspace was opened. */
  public static Card ofRepairs(List<String> sentences) {
    Card card = Card.titled("The workspace was not left as it should be");
    for (String sentence : sentences) {
      card = card.note(sentence);
    }
    return card;
  }
}
