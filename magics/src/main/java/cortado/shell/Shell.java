package cortado.shell;

import cortado.UserError;
import cortado.magic.Completions;
import cortado.magic.Console;
import cortado.magic.Magics;
import cortado.session.Session;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Runs cells of Java and magics in this JVM, one at a time.
 *
 * <p>Java wakes at the first cell that needs it, or by {@link #warmUp}; magics never wait for it.
 * Variables hold the very objects that magics return.
 */
public final class Shell implements AutoCloseable {
  private final Magics magics;
  private final ShellBuilder settings;
  private final LazyEngine java;
  private final CellParser parser;
  private final Worker worker = new Worker();
  private final MagicCells magicCells;
  private int cells;
  private volatile Object last;
  private volatile Console console;

  Shell(ShellBuilder settings) {
    this.settings = settings;
    this.magics = settings.magics.get();
    this.java = settings.java();
    this.parser =
        new CellParser(n -> magics.names().contains(n), text -> java.get().completeness(text));
    this.magicCells = new MagicCells(magics);
    ShellMagics.register(magics, this);
  }

  public static ShellBuilder builder(Magics magics) {
    return new ShellBuilder(() -> magics);
  }

  /**
   * The same with magics that are made only when the shell is built.
   *
   * @param magics asked once
   */
  public static ShellBuilder builder(Supplier<Magics> magics) {
    return new ShellBuilder(magics);
  }

  /** Starts Java in the background, so that the first cell need not wait for it. */
  public void warmUp() {
    java.start();
  }

  /**
   * Runs a cell to its end.
   *
   * <p>Lines that begin with a percent sign are magics, a backslash at the end continues one;
   * {@code var x = %measure} gives its value to a variable, and {@code {x}} in a magic stands for
   * the value of one. All else is Java. The last part's value is the cell's, unless it ends with a
   * semicolon.
   *
   * @param console where magics show what they do
   */
  public synchronized CellResult run(String cell, Console console) {
    this.console = console;
    PrintStream out = System.out;
    PrintStream err = System.err;
    settings.out.ifPresent(System::setOut);
    settings.err.ifPresent(System::setErr);
    try {
      return worker.run(() -> runHere(cell), java::running);
    } catch (Worker.Abandoned e) {
      return new CellResult.Interrupted(true);
    } finally {
      System.out.flush();
      System.err.flush();
      System.setOut(out);
      System.setErr(err);
    }
  }

  private CellResult runHere(String cell) {
    Cell.RUNNING.set(this);
    try {
      cells++;
      Object value =
          WholeCell.of(cell).map(whole -> whole.run(this)).orElseGet(() -> runParts(cell));
      return value == null ? new CellResult.Nothing() : new CellResult.Value(value);
    } catch (CellFailure e) {
      return worker.interrupted() ? new CellResult.Interrupted(false) : e.failure();
    } catch (CancellationException | ThreadDeath e) {
      return new CellResult.Interrupted(false);
    } catch (UserError e) {
      return UserTrace.userError(e).failure();
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return MagicErrors.of("The cell", e, settings.verbose).failure();
    }
  }

  /** Runs what could stand in a cell; returns what the cell would show, or null. */
  Object runParts(String text) {
    Object value = null;
    for (CellPart part : parser.parse(text)) {
      value = part instanceof CellPart.Magic m ? run(m) : run((CellPart.Java) part);
    }
    return value;
  }

  /** The same, and prints how long it took. */
  Object runTimed(String text) {
    long start = System.nanoTime();
    try {
      return runParts(text);
    } finally {
      System.out.println(TimeMagic.since(start));
    }
  }

  private Object run(CellPart.Java part) {
    JavaEngine engine = java.get();
    Thread.currentThread().setContextClassLoader(engine.loader());
    Object value = engine.eval(part, cells);
    if (value != null) {
      last = value;
    }
    return part.text().stripTrailing().endsWith(";") ? null : value;
  }

  private Object run(CellPart.Magic part) {
    Object value = magic(Placeholders.fill(part.text(), n -> java.get().value(n, cells)));
    part.target().ifPresent(target -> java.get().bind(target, value));
    return part.silent() ? null : value;
  }

  Object magic(String line) {
    String timed = TimeMagic.timed(line);
    if (timed != null) {
      return runTimed(timed);
    }
    try {
      Object value = magics.run(line, console);
      if (value != null) {
        last = value;
      }
      return value;
    } catch (UserError | CellFailure | CancellationException e) {
      throw e;
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      throw MagicErrors.of(line.strip().split("\\s", 2)[0], e, settings.verbose);
    }
  }

  /** Adds to what cells can import; returns the entries. */
  List<Path> addToClassPath(List<Path> entries) {
    java.get().addToClassPath(entries);
    return entries;
  }

  List<Path> classPath() {
    return java.get().classPath();
  }

  Session session() {
    return magics.session();
  }

  Console console() {
    return console;
  }

  Object last() {
    return last;
  }

  /** What could stand at a cursor; {@code from} counts from the start of the code. */
  public Completions complete(String code, int cursor) {
    MagicCells.Line line = MagicCells.lineAt(code, cursor);
    if (line.isMagic()) {
      return magicCells.complete(line);
    }
    return java.get().completion().complete(MagicCells.blanked(code), cursor);
  }

  /** The signature and Javadoc of the Java name at a cursor, or the help of the magic there. */
  public Optional<String> inspect(String code, int cursor) {
    MagicCells.Line line = MagicCells.lineAt(code, cursor);
    if (line.isMagic()) {
      return magicCells.inspect(line);
    }
    return java.get().completion().inspect(MagicCells.blanked(code), cursor);
  }

  /**
   * What a cell asks for that is one name and a question mark, such as {@code %prune?} or {@code
   * text.trim?}: what {@link #inspect} tells of it.
   *
   * @return nothing if the cell is another one
   */
  public Optional<String> help(String cell) {
    return HelpCell.subject(cell)
        .map(
            name ->
                inspect(name, name.length())
                    .orElse("Nothing is known about " + name + ". %lsmagic lists the magics."));
  }

  /** Whether a cell is complete, or a front end should ask for another line. */
  public Completeness completeness(String code) {
    if (code.stripTrailing().endsWith("\\")) {
      return new Completeness(Completeness.State.INCOMPLETE, "    ");
    }
    if (HelpCell.subject(code).isPresent()) {
      return new Completeness(Completeness.State.COMPLETE, "");
    }
    Optional<WholeCell> whole = WholeCell.of(code);
    if (whole.isPresent() && !whole.get().isCode()) {
      return new Completeness(Completeness.State.COMPLETE, "");
    }
    List<CellPart> parts = parser.parse(whole.map(WholeCell::body).orElse(code));
    CellPart tail = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    return tail instanceof CellPart.Java java
        ? this.java.get().syntax().completeness(java.text())
        : new Completeness(Completeness.State.COMPLETE, "");
  }

  /**
   * Stops the running cell: its thread is interrupted, which ends waiting and every magic. Java
   * code that computes on is stopped by force a second and a half later; from Java 20 on no thread
   * can be, and the code is left behind.
   */
  public void interrupt() {
    worker.interrupt();
  }

  @Override
  public void close() {
    interrupt();
    java.close();
  }
}
