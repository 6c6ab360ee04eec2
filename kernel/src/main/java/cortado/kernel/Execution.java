package cortado.kernel;

import cortado.display.MimeBundle;
import cortado.magic.Console;
import cortado.shell.CellResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

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
    ExecuteRequest cell = (ExecuteRequest) request.content();
    if (aborting == request.channel()) {
      idle(request); // before the reply, which a front end may answer with a cell that is to run
      request.reply(
          MessageType.EXECUTE_REPLY, Map.of("status", "aborted", "execution_count", count));
    } else {
      run(cell, request);
    }
  }

  /** Ends an abort once nothing waits any more. */
  void idle(Request request) {
    if (aborting == request.channel() && !aborting.pending()) {
      aborting = null;
    }
  }

  private void run(ExecuteRequest cell, Request request) {
    publisher.enter(request.message());
    streams.enter(cell.isStdinEnabled() ? request.message() : null);
    boolean counts = !cell.isSilent() && cell.shouldStoreHistory();
    count += counts ? 1 : 0;
    if (!cell.isSilent()) {
      publisher.input(cell.getCode(), count);
    }
    CellResult result = lazy.get().run(cell.getCode(), console);
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
      history.add(count, cell.getCode(), shown.plain());
    }
    if (result instanceof CellResult.Failure f) {
      fail(f, cell, request);
    } else if (result instanceof CellResult.Interrupted i) {
      fail(interrupted(i), cell, request);
    } else {
      if (result instanceof CellResult.Value && !cell.isSilent()) {
        publisher.result(shown, count);
      }
      succeed(cell, request);
    }
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

  private void fail(CellResult.Failure f, ExecuteRequest cell, Request request) {
    publisher.error(f.name(), f.message(), f.traceback());
    boolean stops = cell.shouldStopOnError() && request.channel().pending();
    aborting = stops ? request.channel() : null;
    request.reply(
        MessageType.EXECUTE_REPLY,
        Map.of(
            "status", "error",
            "execution_count", count,
            "ename", f.name(),
            "evalue", f.message(),
            "traceback", f.traceback(),
            "payload", List.of(),
            "user_expressions", Map.of()));
  }

  private void succeed(ExecuteRequest cell, Request request) {
    Map<String, Object> expressions = new LinkedHashMap<>();
    if (cell.getUserExpr() != null) {
      cell.getUserExpr().forEach((name, code) -> expressions.put(name, value(code)));
    }
    request.replyOk(
        MessageType.EXECUTE_REPLY,
        Map.of("execution_count", count, "payload", List.of(), "user_expressions", expressions));
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
