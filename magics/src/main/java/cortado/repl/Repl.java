package cortado.repl;

import cortado.display.ConsoleText;
import cortado.display.Pictures;
import cortado.display.Renderer;
import cortado.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.Signals;

/** The interactive session in a terminal. */
public final class Repl {
  private static final String PROMPT = "cortado> ";
  private static final String MORE = "     ...> ";

  private final Shell shell;
  private final Terminal terminal;
  private final LineReader reader;
  private final CellPrinter printer;

  private Repl(Shell shell, Terminal terminal, Path history, Screen screen) {
    this.shell = shell;
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .appName("cortado")
            .terminal(terminal)
            .parser(new CellLineParser(shell))
            .completer(new CellCompleter(shell))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, true)
            .build();
    PrintStream out = new PrintStream(terminal.output(), true, terminal.encoding());
    if (terminal instanceof DumbTerminal) { // it only appends, without pictures, of unknown width
      this.printer = new CellPrinter(shell, ConsoleText.pipe(out, new Renderer()), out);
    } else {
      ConsoleText console =
          ConsoleText.terminal(out, terminal::getWidth, new Renderer(), screen.pictures);
      Pager pager = new Pager(terminal);
      this.printer = new CellPrinter(shell, console, out, text -> screen.pager && pager.show(text));
    }
  }

  /**
   * Talks to the user until the input ends. In a terminal, Ctrl-C interrupts what runs and Ctrl-D
   * leaves. Without one, there is no prompt, and the first failure ends it.
   *
   * @param greeting shown first in a terminal
   * @param history file of the lines that were entered before
   * @param images whether to show pictures, if the terminal can
   * @param pager whether to show long texts page by page
   * @return the status to exit with
   */
  public static int run(Shell shell, String greeting, Path history, boolean images, boolean pager) {
    if (!isInteractive()) {
      return pipe(shell);
    }
    try (Terminal terminal =
        TerminalBuilder.builder().name("cortado").system(true).dumb(true).build()) {
      if (terminal instanceof DumbTerminal) { // it leaves Ctrl-C to end the process
        Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
      }
      Pictures pictures = images ? Pictures.of(terminal.getType(), System.getenv()) : Pictures.NONE;
      return run(shell, greeting, history, terminal, new Screen(pictures, images, pager));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a terminal shows.
   *
   * @param pictures as far as its name tells
   * @param asks whether to ask it for more
   * @param pager whether to show long texts page by page
   */
  record Screen(Pictures pictures, boolean asks, boolean pager) {}

  /** As {@link #run(Shell, String, Path, boolean, boolean)}, in a terminal of the caller's. */
  static int run(Shell shell, String greeting, Path history, Terminal terminal, Screen screen) {
    Screen known = screen;
    String typed = "";
    if (screen.asks && !screen.pictures.hasPixels() && !(terminal instanceof DumbTerminal)) {
      DeviceAttributes answer = DeviceAttributes.ask(terminal);
      known = new Screen(answer.over(screen.pictures), false, screen.pager);
      typed = answer.typed();
    }
    Repl repl = new Repl(shell, terminal, history, known);
    if (!typed.isEmpty()) {
      repl.reader.runMacro(typed);
    }
    terminal.writer().println(greeting);
    shell.warmUp();
    return repl.loop();
  }

  private int loop() {
    while (true) {
      String cell;
      try {
        cell = reader.readLine(PROMPT);
      } catch (UserInterruptException e) {
        continue; // Ctrl-C drops the line
      } catch (EndOfFileException e) {
        return 0;
      }
      if (cell.strip().matches("/?(?:exit|quit)(?:\\(\\))?;?")) {
        return 0;
      }
      if (!cell.isBlank()) {
        run(cell);
      }
    }
  }

  private void run(String cell) {
    Terminal.SignalHandler before =
        terminal.handle(Terminal.Signal.INT, signal -> shell.interrupt());
    try {
      printer.run(cell);
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
      terminal.flush();
    }
  }

  private static int pipe(Shell shell) {
    ConsoleText console = ConsoleText.pipe(System.out, new Renderer());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      return Script.run(in, "line", new CellPrinter(shell, console, System.err)) ? 0 : 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a person at a terminal is on the other side of this process. */
  public static boolean isInteractive() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try { // since Java 22 there is a console without a terminal, too
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
