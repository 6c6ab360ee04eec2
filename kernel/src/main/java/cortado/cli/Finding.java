package cortado.cli;

/**
 * What the doctor found in one place.
 *
 * @param next what to do, empty where all is well
 */
record Finding(State state, String what, String detail, String next) {
  enum State {
    OK,
    NOTE,
    MISSING
  }

  static Finding ok(String what, String detail) {
    return new Finding(State.OK, what, detail, "");
  }

  static Finding note(String what, String detail, String next) {
    return new Finding(State.NOTE, what, detail, next);
  }

  static Finding missing(String what, String detail, String next) {
    return new Finding(State.MISSING, what, detail, next);
  }

  /** One aligned line, and a second one for what to do. */
  String text() {
    String mark =
        switch (state) {
          case OK -> "ok     ";
          case NOTE -> "note   ";
          case MISSING -> "missing";
        };
    String line = String.format("%s  %-20s %s", mark, what, detail);
    return next.isEmpty() ? line : line + "\n" + " ".repeat(30) + "→ " + next;
  }
}
