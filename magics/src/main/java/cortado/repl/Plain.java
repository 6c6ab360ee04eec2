package cortado.repl;

import cortado.UserError;
import cortado.display.ConsoleText;
import cortado.display.Renderer;
import cortado.magic.LazySession;
import cortado.magic.Magics;
import cortado.session.Session;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The magics as methods, for the JDK's own {@code jshell}, which cannot read a percent sign: {@code
 * prune(0.8, "--epochs 5")} is {@code %prune 0.8 --epochs 5}. Each prints what its magic shows;
 * {@link #magic} gives the value instead.
 */
public final class Plain {
  private static final LazySession SESSION = LazySession.ofEnvironment();
  private static final Magics MAGICS = new Magics(SESSION);
  private static final ConsoleText CONSOLE =
      ConsoleText.pipe(new PrintStream(System.out, true, StandardCharsets.UTF_8), new Renderer());

  private Plain() {}

  /**
   * Runs a magic.
   *
   * @param line such as {@code %table --csv all.csv}; the percent sign may be left out
   * @return its value, or null
   * @throws UserError if something is wrong with it; without frames, which jshell would all print
   */
  public static Object magic(String line) {
    try {
      return MAGICS.run(line.startsWith("%") ? line : "%" + line, CONSOLE);
    } catch (UserError e) {
      e.setStackTrace(new StackTraceElement[0]);
      throw e;
    }
  }

  /** The session that all work on. */
  public static Session session() {
    return MAGICS.session();
  }

  private static void run(String name, Object... words) {
    CONSOLE.show(
        magic(
            Stream.concat(Stream.of(name), Stream.of(words).map(Plain::word))
                .collect(Collectors.joining(" "))));
  }

  /** A path with blanks is one word; options with their values are as many as they seem. */
  private static String word(Object word) {
    String text = word.toString();
    boolean path = java.nio.file.Files.exists(java.nio.file.Path.of(text));
    return path && text.contains(" ") ? '"' + text + '"' : text;
  }

  public static void load(Object... words) {
    run("load", words);
  }

  public static void model(Object... words) {
    run("model", words);
  }

  public static void data(Object... words) {
    run("data", words);
  }

  public static void train(Object... words) {
    run("train", words);
  }

  public static void prune(Object... words) {
    run("prune", words);
  }

  public static void sensitivity(Object... words) {
    run("sensitivity", words);
  }

  public static void cluster(Object... words) {
    run("cluster", words);
  }

  public static void quantize(Object... words) {
    run("quantize", words);
  }

  public static void measure(Object... words) {
    run("measure", words);
  }

  public static void check(Object... words) {
    run("check", words);
  }

  public static void explain(Object... words) {
    run("explain", words);
  }

  public static void table(Object... words) {
    run("table", words);
  }

  public static void plot(Object... words) {
    run("plot", words);
  }

  public static void summary(Object... words) {
    run("summary", words);
  }

  public static void history(Object... words) {
    run("history", words);
  }

  public static void predict(Object... words) {
    run("predict", words);
  }

  public static void export(Object... words) {
    run("export", words);
  }

  public static void help(Object... words) {
    run("help", words);
  }
}
