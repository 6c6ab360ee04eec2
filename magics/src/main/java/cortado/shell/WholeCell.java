package cortado.shell;

import cortado.UserError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell whose first line, such as {@code %%time}, says what all the rest is.
 *
 * @param name without the percent signs
 * @param arguments the rest of the first line
 * @param body the other lines, with an empty one in place of the first
 */
record WholeCell(String name, String arguments, String body) {
  private static final Pattern FORM =
      Pattern.compile("\\s*%%(?<name>\\w+)(?<rest>[^\\n]*)(?<body>.*)", Pattern.DOTALL);

  static Optional<WholeCell> of(String cell) {
    Matcher m = FORM.matcher(cell);
    return m.matches()
        ? Optional.of(new WholeCell(m.group("name"), m.group("rest").strip(), m.group("body")))
        : Optional.empty();
  }

  /** Whether the body is Java and magics. */
  boolean isCode() {
    return name.equals("time");
  }

  Object run(Shell shell) {
    return switch (name) {
      case "time" -> shell.runTimed(arguments + body);
      case "loadFromPOM" ->
          shell.addToClassPath(MavenProject.of(body).resolve(arguments.contains("--offline")));
      default ->
          throw UserError.because("There is no magic %%" + name + " for a whole cell")
              .allowed("%%time, %%loadFromPOM")
              .next("%lsmagic lists those for a line.");
    };
  }
}
