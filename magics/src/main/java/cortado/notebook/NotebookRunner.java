package cortado.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.display.Renderer;
import cortado.shell.CellResult;
import cortado.shell.Shell;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Executes the code cells of a notebook in order and writes it with their outputs. */
public final class NotebookRunner {
  private final Shell shell;
  private final Renderer renderer = new Renderer();
  private boolean keepGoing;
  private Map<String, String> parameters = Map.of();
  private NotebookListener listener = NotebookListener.SILENT;

  /**
   * A runner for one notebook.
   *
   * @param shell one that does not redirect what cells print
   */
  public NotebookRunner(Shell shell) {
    this.shell = shell;
  }

  /** Executes a notebook and stops at the first failure; what was done until then is written. */
  public static NotebookRun run(Path in, Path out, Shell shell) {
    return new NotebookRunner(shell).run(in, out);
  }

  /** Whether cells after a failed one are executed, too. */
  public NotebookRunner keepGoing(boolean keepGoing) {
    this.keepGoing = keepGoing;
    return this;
  }

  /** New values for variables of the cell with the tag {@code parameters}, by name. */
  public NotebookRunner parameters(Map<String, String> parameters) {
    this.parameters = new LinkedHashMap<>(parameters);
    return this;
  }

  /** Is told what is read and executed. */
  public NotebookRunner listener(NotebookListener listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Executes a notebook.
   *
   * <p>As nbclient does, it skips empty cells and those with the tag {@code skip-execution}, and
   * goes on after a failure in a cell with the tag {@code raises-exception}.
   *
   * @param in a notebook of nbformat 4
   * @param out where to write it, which may be the same file
   * @throws UserError if the input is no such notebook, lacks a parameter or the output cannot be
   *     written
   */
  public NotebookRun run(Path in, Path out) {
    ObjectNode notebook = NotebookFile.read(in);
    NotebookParameters.set(notebook, parameters);
    List<NotebookRun.Failed> failures = new ArrayList<>();
    JsonNode cells = notebook.get("cells");
    int count = 0;
    for (int i = 0; i < cells.size() && (failures.isEmpty() || keepGoing); i++) {
      ObjectNode cell = (ObjectNode) cells.get(i);
      String source = CellSource.of(cell);
      if (CellSource.isCode(cell)
          && !source.isBlank()
          && !CellSource.hasTag(cell, "skip-execution")) {
        listener.code(i + 1, cells.size(), source);
        CellResult result = execute(cell, source, ++count);
        listener.outputs(CellSource.texts(cell));
        if (result instanceof CellResult.Failure f
            && !CellSource.hasTag(cell, "raises-exception")) {
          failures.add(new NotebookRun.Failed(i + 1, f));
        }
        if (result instanceof CellResult.Interrupted) {
          failures.add(new NotebookRun.Failed(i + 1, interrupted()));
          break;
        }
      } else if (!CellSource.isCode(cell)) {
        listener.prose(source);
      }
    }
    NotebookFile.write(notebook, out);
    return new NotebookRun(count, failures);
  }

  private CellResult execute(ObjectNode cell, String source, int count) {
    CellOutputs outputs = new CellOutputs();
    PrintStream out = System.out;
    PrintStream err = System.err;
    CellResult result;
    try (PrintStream cellOut = PrintedOutput.stream(outputs, "stdout");
        PrintStream cellErr = PrintedOutput.stream(outputs, "stderr")) {
      System.setOut(cellOut);
      System.setErr(cellErr);
      result = shell.run(source, new OutputConsole(outputs, renderer));
      result = show(result, outputs, count);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    cell.put("execution_count", count);
    cell.set("outputs", outputs.json());
    return result;
  }

  private CellResult show(CellResult result, CellOutputs outputs, int count) {
    CellResult shown = result;
    if (result instanceof CellResult.Value v) {
      try {
        outputs.result(renderer.render(v.value()), count);
      } catch (RuntimeException | StackOverflowError e) { // a toString() of the user's may throw
        String message = "The value could not be shown: " + e;
        shown = new CellResult.Failure(e.getClass().getName(), message, List.of(message));
      }
    } else if (result instanceof CellResult.Interrupted) {
      shown = interrupted();
    }
    if (shown instanceof CellResult.Failure f) {
      outputs.error(f.name(), f.message(), f.traceback());
    }
    return result instanceof CellResult.Interrupted ? result : shown;
  }

  private static CellResult.Failure interrupted() {
    return new CellResult.Failure("Interrupted", "Interrupted.", List.of("Interrupted."));
  }
}
