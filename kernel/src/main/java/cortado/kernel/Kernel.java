package cortado.kernel;

import java.util.List;
import java.util.Map;

/** Answers the requests of front ends. */
final class Kernel {
  private final Publisher publisher;
  private final LazyShell shell;
  private final Execution execution;
  private final HistoryLog history = new HistoryLog();
  private final Runnable exit;

  Kernel(Publisher publisher, Streams streams, LazyShell shell, Runnable exit) {
    this.publisher = publisher;
    this.shell = shell;
    this.execution = new Execution(publisher, shell, streams, history);
    this.exit = exit;
  }

  void handle(Request request) {
    publisher.status(request.message(), "busy");
    try {
      answer(request);
    } catch (RuntimeException | LinkageError e) {
      if (request.type().endsWith("_request")) {
        request.reply(
            Map.of(
                "status", "error",
                "ename", e.getClass().getName(),
                "evalue", String.valueOf(e.getMessage()),
                "traceback", List.of(e.toString())));
      }
      throw e;
    } finally {
      publisher.status(request.message(), "idle");
    }
  }

  private void answer(Request request) {
    if (request.type().equals("execute_request")) {
      execution.execute(request);
      return;
    }
    execution.idle(request);
    Message asked = request.message();
    switch (request.type()) {
      case "kernel_info_request" -> request.replyOk(KernelInfo.reply());
      case "complete_request" -> CodeHelp.complete(request, shell.get());
      case "inspect_request" -> CodeHelp.inspect(request, shell.get());
      case "is_complete_request" -> CodeHelp.isComplete(request, shell.get());
      case "history_request" -> request.replyOk(Map.of("history", history.find(asked)));
      case "comm_info_request" -> request.replyOk(Map.of("comms", Map.of()));
      case "comm_open" -> // no target is known here, and the protocol asks to say so
          publisher.publish(
              asked, "comm_close", Map.of("comm_id", asked.text("comm_id"), "data", Map.of()));
      case "interrupt_request" -> {
        shell.interrupt();
        request.replyOk(Map.of());
      }
      case "shutdown_request" -> {
        request.replyOk(Map.of("restart", asked.flag("restart", false)));
        exit.run();
      }
      default -> {} // comm_msg and comm_close of comms that are none, or not of the protocol
    }
  }
}
