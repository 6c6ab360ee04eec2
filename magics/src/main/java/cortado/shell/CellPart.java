package cortado.shell;

import java.util.Optional;

/** A stretch of a cell: Java, or one magic. */
sealed interface CellPart {
  /** Where it begins in the cell, counted from 0. */
  int line();

  record Java(int line, String text) implements CellPart {}

  /**
   * A magic.
   *
   * @param text from the percent sign on, its continuation lines joined
   * @param target the variable that takes its value
   * @param silent whether a semicolon at its end asks not to show the value
   */
  record Magic(int line, String text, Optional<Target> target, boolean silent)
      implements CellPart {}

  /**
   * A variable.
   *
   * @param type as written: {@code var}, a type, or empty for one that exists already
   */
  record Target(String type, String name) {}
}
