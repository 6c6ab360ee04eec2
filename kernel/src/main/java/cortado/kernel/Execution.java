package cortado.kernel;

import cortado.display.MimeBundle;
import cortado.magic.Console;
import cortado.shell.CellResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs cells and tells front ends what became of them. */
final class Execution {
  private final Publisher publisher;
  private final LazyShell lazy;
  private final Streams streams;
  private final Console console;
  private final HistoryLog history;
  private int count;

  /** Where cells that wait are not run any more, or null. */
  private volatile RequestChannel aborting;

  Execution(Publisher publisher, LazyShell lazy, Streams streams, HistoryLog history) {
    this.publisher = publisher;
    this.lazy = lazy;
    this.streams = streams;
    this.console = new NotebookConsole(publisher, lazy::renderer, streams::drain);
    this.history = history;
  }

  /** Runs one cell; after a failure the cells that wait already are not run. */
  void execute(Request request) {
    if (aborting == request.channel()) {
      idle(request); // before the reply, which a front end may answer with a cell that is to run
      request.reply(Map.of("status", "aborted", "execution_count", count));
    } else {
      run(request.message(), request);
    }
  }

  /** Ends an abort once nothing waits any more. */
  void idle(Request request) {
    if (aborting == request.channel() && !aborting.pending()) {
      aborting = null;
    }
  }

  private void run(Message cell, Request request) {
    String code = cell.text("code");
    boolean silent = cell.flag("silent", false);
    publisher.enter(cell);
    streams.enter(cell.flag("allow_stdin", true) ? cell : null);
    boolean counts = !silent && cell.flag("store_history", true);
    count += counts ? 1 : 0;
    if (!silent) {
      publisher.input(code, count);
    }
    Optional<String> help = lazy.get().help(code);
    if (help.isPresent()) {
      succeed(cell, request, List.of(page(help.get())));
      return;
    }
    CellResult result = lazy.get().run(code, console);
    streams.drain();
    MimeBundle shown = MimeBundle.text("");
    if (result instanceof CellResult.Value v) {
      try {
        shown = lazy.renderer().render(v.value());
      } catch (RuntimeException | StackOverflowError e) { // a toString() of the user's may throw
        result = failure(e);
      }
    }
    if (counts) {
      history.add(count, code, shown.plain());
    }
    if (result instanceof CellResult.Failure f) {
      fail(f, cell, request);
    } else if (result instanceof CellResult.Interrupted i) {
      fail(interrupted(i), cell, request);
    } else {
      if (result instanceof CellResult.Value && !silent) {
        publisher.result(shown, count);
      }
      succeed(cell, request, List.of());
    }
  }

  /** What front ends show in a pane of its own, or below the cell. */
  private static Map<String, Object> page(String text) {
    return Map.of("source", "page", "data", Map.of("text/plain", text), "start", 0);
  }

  private static CellResult.Failure failure(Throwable e) {
    String message = "The value could not be shown: " + e;
    return new CellResult.Failure(e.getClass().getName(), message, List.of(message));
  }

  private static CellResult.Failure interrupted(CellResult.Interrupted i) {
    String message =
        i.abandoned()
            ? "Interrupted; the code did not stop and still runs, cut off. Restart to end it."
            : "Interrupted.";
    return new CellResult.Failure("Interrupted", message, List.of(message));
  }

  private void fail(CellResult.Failure f, Message cell, Request request) {
    publisher.error(f.name(), f.message(), f.traceback());
    boolean stops = cell.flag("stop_on_error", true) && request.channel().pending();
    aborting = stops ? request.channel() : null;
    request.reply(
        Map.of(
            "status", "error",
            "execution_count", count,
            "ename", f.name(),
            "evalue", f.message(),
            "traceback", f.traceback(),
            "payload", List.of(),
            "user_expressions", Map.of()));
  }

  private void succeed(Message cell, Request request, List<?> payload) {
    Map<String, Object> expressions = new LinkedHashMap<>();
    cell.texts("user_expressions").forEach((name, code) -> expressions.put(name, value(code)));
    request.replyOk(
        Map.of("execution_count", count, "payload", payload, "user_expressions", expressions));
  }

  private Map<String, Object> value(String code) {
    CellResult result = lazy.get().run(code, console);
    if (result instanceof CellResult.Failure f) {
      return Map.of(
          "status", "error",
          "ename", f.name(),
          "evalue", f.message(),
          "traceback", f.traceback());
    }
    Object value = result instanceof CellResult.Value v ? v.value() : "";
    Map<String, Object> shown =
        new LinkedHashMap<>(Publisher.display(lazy.renderer().render(value)));
    shown.put("status", "ok");
    return shown;
  }
}
