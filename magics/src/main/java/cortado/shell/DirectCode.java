package cortado.shell;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A snippet that seems to declare nothing, as a method body.
 *
 * @param body Java, in which the snippet begins on the first line
 * @param hasValue whether what it returns is to be shown
 */
record DirectCode(String body, boolean hasValue) {
  private static final String COMMENTS = "(?:\\s|//[^\\n]*(?:\\n|$)|/\\*(?s:.*?)\\*/)*+";
  private static final Pattern LEADING = Pattern.compile(COMMENTS);
  private static final Pattern WORD = Pattern.compile("[\\p{Alpha}_$][\\w$]*|\\{");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*\\s*=(?!=).*", Pattern.DOTALL);

  /** Of which the compiler finds out whether it has a value. */
  private static final String CALL =
      "static Object do_it$() throws Throwable { return cortado.shell.Outcome.of(() -> %s\n); }";

  /** The compiler has less to do, and the JVM no lambda to make. */
  private static final String VALUE = "static Object do_it$() throws Throwable { return %s\n; }";

  private static final Set<String> STATEMENTS =
      Set.of("for", "while", "do", "if", "try", "synchronized", "throw", "{");

  /** What JShell treats in a way of its own, or what a method body may not mean the same by. */
  private static final Set<String> OTHERS =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "char",
          "class",
          "continue",
          "default",
          "double",
          "enum",
          "final",
          "float",
          "import",
          "int",
          "interface",
          "long",
          "native",
          "non",
          "package",
          "private",
          "protected",
          "public",
          "record",
          "return",
          "sealed",
          "short",
          "static",
          "strictfp",
          "switch",
          "transient",
          "var",
          "void",
          "volatile",
          "yield");

  /** Nothing where JShell has to look itself: at declarations and what is like them. */
  static Optional<DirectCode> of(String snippet) {
    var leading = LEADING.matcher(snippet);
    String code = snippet.substring(leading.lookingAt() ? leading.end() : 0);
    var word = WORD.matcher(code);
    String first = word.lookingAt() ? word.group() : "";
    if (OTHERS.contains(first) || code.startsWith("@") || code.startsWith("<")) {
      return Optional.empty();
    }
    if (STATEMENTS.contains(first)) {
      return Optional.of(new DirectCode("static void do_it$() throws Throwable { %s\n}", snippet));
    }
    String expression = withoutSemicolon(snippet);
    return Optional.of(
        new DirectCode(
            (mayBeCall(expression) ? CALL : VALUE).replace("%s", expression),
            !ASSIGNMENT.matcher(code).matches()));
  }

  /** Only a call can have no value, and it ends with its arguments. */
  private static boolean mayBeCall(String expression) {
    return expression.endsWith(")") || expression.endsWith("*/") || expression.contains("//");
  }

  private DirectCode(String body, String snippet) {
    this(body.replace("%s", snippet), false);
  }

  private static String withoutSemicolon(String code) {
    String s = code.stripTrailing();
    return s.endsWith(";") ? s.substring(0, s.length() - 1) : s;
  }
}
