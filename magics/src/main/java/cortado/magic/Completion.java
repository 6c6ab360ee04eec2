package cortado.magic;

/**
 * A word that could stand at the cursor.
 *
 * @param text the whole word
 * @param description shown beside it, may be empty
 * @param open whether more of the same word follows, as after a folder's name
 */
public record Completion(String text, String description, boolean open) {
  static Completion word(String text, String description) {
    return new Completion(text, description, false);
  }
}
