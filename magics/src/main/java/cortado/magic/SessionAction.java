package cortado.magic;

import cortado.Choice;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code %session} does, with the arguments that it takes. */
enum SessionAction {
  LIST(0, 0, Takes.NOTHING, ""),
  CHECK(0, 0, Takes.NOTHING, ""),
  RENAME(2, 2, Takes.VARIANTS, "VARIANT NEW-NAME"),
  DROP(1, Integer.MAX_VALUE, Takes.VARIANTS, "VARIANT…"),
  RESTORE(1, Integer.MAX_VALUE, Takes.DROPPED, "VARIANT…"),
  GC(0, 0, Takes.NOTHING, ""),
  SWITCH(1, 1, Takes.FILES, "FOLDER"),
  EXPORT(1, 1, Takes.FILES, "FILE.zip"),
  IMPORT(2, 2, Takes.FILES, "FILE.zip FOLDER");

  /** What completion offers for the arguments. */
  enum Takes {
    NOTHING,
    VARIANTS,
    DROPPED,
    FILES
  }

  private final int least;
  private final int most;
  private final Takes takes;
  private final String text;

  SessionAction(int least, int most, Takes takes, String text) {
    this.least = least;
    this.most = most;
    this.takes = takes;
    this.text = text;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  Takes takes() {
    return takes;
  }

  boolean accepts(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** As a line has it: {@code %session rename VARIANT NEW-NAME}. */
  String form() {
    return ("%session " + id() + " " + text).strip();
  }

  static List<String> names() {
    return Stream.of(values()).map(SessionAction::id).toList();
  }

  static SessionAction named(String id) {
    return Choice.named(
        id, List.of(values()), SessionAction::id, "%session does no such thing", "%help session");
  }
}
