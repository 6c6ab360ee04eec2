package cortado.data;

import java.util.List;
import java.util.stream.Collectors;

/** Arguments as a magic line has them. */
public final class Words {
  private Words() {}

  /** Quoted where the line would take it apart; a backslash is itself there. */
  public static String quoted(Object argument) {
    String text = argument.toString();
    return text.matches("[^\\s\"'\\\\]+") ? text : "'" + text.replace("'", "'\"'\"'") + "'";
  }

  static String quoted(List<?> arguments) {
    return arguments.stream().map(Words::quoted).collect(Collectors.joining(" "));
  }
}
