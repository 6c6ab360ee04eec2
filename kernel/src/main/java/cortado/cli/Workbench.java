package cortado.cli;

import cortado.display.ConsoleText;
import cortado.display.Pictures;
import cortado.display.Renderer;
import cortado.magic.LazySession;
import cortado.magic.Magics;
import cortado.repl.CellPrinter;
import cortado.repl.Repl;
import cortado.shell.Shell;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A session with its magics and shell, as one run of the command uses them. */
final class Workbench implements AutoCloseable {
  private static final int DEFAULT_COLUMNS = 120;

  private final LazySession session;
  private final Shell shell;
  private final CellPrinter printer;
  private final PrintStream out;

  Workbench(LazySession session, boolean verbose) {
    this.session = session;
    this.out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Renderer renderer = new Renderer();
    ConsoleText console =
        Repl.isInteractive()
            ? ConsoleText.terminal(out, Workbench::columns, renderer, Pictures.NONE)
            : ConsoleText.pipe(out, renderer);
    this.shell = Shell.builder(new Magics(session)).verbose(verbose).build();
    this.printer = new CellPrinter(shell, console, err);
  }

  Shell shell() {
    return shell;
  }

  CellPrinter printer() {
    return printer;
  }

  PrintStream out() {
    return out;
  }

  LazySession session() {
    return session;
  }

  /** The history of the REPL, for this user. */
  static Path history() {
    return Path.of(System.getProperty("user.home"), ".cortado_history");
  }

  private static int columns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("\\d{2,4}")
        ? Integer.parseInt(columns)
        : DEFAULT_COLUMNS;
  }

  @Override
  public void close() {
    shell.close();
    session.close();
  }
}
