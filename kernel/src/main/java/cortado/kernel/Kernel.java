package cortado.kernel;

import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

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
      String message = String.valueOf(e.getMessage());
      request.reply(
          replyTo(request.type()),
          Map.of(
              "status",
              "error",
              "ename",
              e.getClass().getName(),
              "evalue",
              message,
              "traceback",
              List.of(e.toString())));
      throw e;
    } finally {
      publisher.status(request.message(), "idle");
    }
  }

  private void answer(Request request) {
    MessageType<?> type = request.type();
    if (type == MessageType.EXECUTE_REQUEST) {
      execution.execute(request);
      return;
    }
    execution.idle(request);
    if (type == MessageType.KERNEL_INFO_REQUEST) {
      request.replyOk(MessageType.KERNEL_INFO_REPLY, KernelInfo.reply());
    } else if (type == MessageType.COMPLETE_REQUEST) {
      CodeHelp.complete(request, shell.get());
    } else if (type == MessageType.INSPECT_REQUEST) {
      CodeHelp.inspect(request, shell.get());
    } else if (type == MessageType.IS_COMPLETE_REQUEST) {
      CodeHelp.isComplete(request, shell.get());
    } else if (type == MessageType.HISTORY_REQUEST) {
      HistoryRequest asked = (HistoryRequest) request.content();
      request.replyOk(MessageType.HISTORY_REPLY, Map.of("history", history.find(asked)));
    } else if (type == MessageType.COMM_INFO_REQUEST) {
      request.replyOk(MessageType.COMM_INFO_REPLY, Map.of("comms", Map.of()));
    } else if (type == MessageType.COMM_OPEN_COMMAND) {
      String id = ((CommOpenCommand) request.content()).getCommID();
      publisher.publish( // no target is known here, and the protocol asks to say so
          request.message(),
          MessageType.COMM_CLOSE_COMMAND,
          Map.of("comm_id", id, "data", Map.of()));
    } else if (type == MessageType.INTERRUPT_REQUEST) {
      shell.interrupt();
      request.replyOk(MessageType.INTERRUPT_REPLY, Map.of());
    } else if (type == MessageType.SHUTDOWN_REQUEST) {
      boolean restart = ((ShutdownRequest) request.content()).isRestart();
      request.replyOk(MessageType.SHUTDOWN_REPLY, Map.of("restart", restart));
      exit.run();
    }
  }

  private static MessageType<?> replyTo(MessageType<?> request) {
    return MessageType.getType(request.getName().replace("_request", "_reply"));
  }
}
