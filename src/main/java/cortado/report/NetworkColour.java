package cortado.report;

import cortado.Choice;
import cortado.UserError;
import java.util.List;
import java.util.Locale;

/** What the colours of a drawn network tell. */
public enum NetworkColour {
  ZEROS("zeros in the kernel"),
  WORK("share of the multiply-adds"),
  TIME("share of the time of an inference");

  private final String meaning;

  NetworkColour(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }

  /** As the user names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * That of this name.
   *
   * @throws UserError for any other name
   */
  public static NetworkColour of(String name) {
    return Choice.named(
        name,
        List.of(values()),
        NetworkColour::toString,
        "Networks have no such colours",
        "%plot network --by zeros");
  }
}
