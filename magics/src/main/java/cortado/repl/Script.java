package cortado.repl;

import cortado.UserError;
import cortado.magic.MagicLine;
import cortado.shell.Completeness.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Runs a file, or what comes through a pipe, as the terminal would: one magic line or one complete
 * piece of Java after the other, to the end or to the first failure.
 */
public final class Script {
  // What cannot begin a statement continues the one before it, however complete that looks.
  private static final Pattern CONTINUES =
      Pattern.compile("\\s*(?:(?:else|catch|finally|instanceof)\\b|[.?:&|=<>+*),{-]|/[^/*]).*");
  private static final Pattern IDLE = Pattern.compile("\\s*(?://.*|#!.*)?");

  private final CellPrinter printer;
  private final String name;
  private final StringBuilder pending = new StringBuilder();
  private int pendingFrom;

  private Script(CellPrinter printer, String name) {
    this.printer = printer;
    this.name = name;
  }

  /**
   * Runs a file in UTF-8.
   *
   * @return whether it ran to its end; if not, the failure was printed with its file and line
   * @throws UserError if the file cannot be read
   */
  public static boolean run(Path file, CellPrinter printer) {
    if (!Files.isRegularFile(file)) {
      throw UserError.because("There is no such script").received(file);
    }
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return run(in, file.toString(), printer);
    } catch (CharacterCodingException e) {
      throw UserError.because("The script is not text in UTF-8", e).received(file);
    } catch (IOException e) {
      throw UserError.because("The script cannot be read (" + e + ")", e).received(file);
    }
  }

  /** Runs lines from anywhere; {@code name} stands for the file in messages. */
  static boolean run(BufferedReader in, String name, CellPrinter printer) throws IOException {
    return new Script(printer, name).run(in);
  }

  private boolean run(BufferedReader in) throws IOException {
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!accept(line, number)) {
        return false;
      }
    }
    return flush();
  }

  private boolean accept(String line, int number) {
    boolean complete = pending.length() > 0 && isComplete();
    if (complete && !IDLE.matcher(line).matches() && !CONTINUES.matcher(line).matches()) {
      if (!flush()) {
        return false;
      }
    }
    if (pending.length() == 0) {
      if (IDLE.matcher(line).matches()) {
        return true;
      }
      pendingFrom = number;
    }
    pending.append(line).append('\n');
    // A magic ends with its line; Java waits for the next one, which may continue it.
    return !MagicLine.matches(pending.toString().strip()) || line.endsWith("\\") || flush();
  }

  private boolean isComplete() {
    return printer.shell().completeness(pending.toString()).state() != State.INCOMPLETE;
  }

  private boolean flush() {
    String cell = pending.toString();
    pending.setLength(0);
    return cell.isBlank() || printer.run(cell.stripTrailing(), name + ":" + pendingFrom + ": ");
  }
}
