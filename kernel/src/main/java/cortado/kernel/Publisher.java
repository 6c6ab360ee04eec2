package cortado.kernel;

import cortado.display.MimeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;

/** Tells all front ends what goes on; safe for use by any thread. */
final class Publisher {
  private final IOPubChannel iopub;

  /** The newest cell: what its threads print later still belongs to it. */
  private volatile MessageContext cell;

  Publisher(IOPubChannel iopub) {
    this.iopub = iopub;
  }

  void enter(MessageContext request) {
    cell = request;
  }

  void publish(MessageContext parent, MessageType<?> type, Map<String, ?> content) {
    iopub.sendMessage(Request.message(parent, type, content));
  }

  void status(MessageContext parent, String state) {
    publish(parent, MessageType.PUBLISH_STATUS, Map.of("execution_state", state));
  }

  void input(String code, int count) {
    publish(
        cell, MessageType.PUBLISH_EXECUTE_INPUT, Map.of("code", code, "execution_count", count));
  }

  void stream(String name, String text) {
    publish(cell, MessageType.PUBLISH_STREAM, Map.of("name", name, "text", text));
  }

  void result(MimeBundle bundle, int count) {
    Map<String, Object> content = new LinkedHashMap<>(display(bundle));
    content.put("execution_count", count);
    publish(cell, MessageType.PUBLISH_EXECUTION_RESULT, content);
  }

  void show(MimeBundle bundle) {
    publish(cell, MessageType.PUBLISH_DISPLAY_DATA, display(bundle));
  }

  /** Shows a bundle that {@link #update} can replace. */
  void show(MimeBundle bundle, String id) {
    publish(cell, MessageType.PUBLISH_DISPLAY_DATA, display(bundle, id));
  }

  void update(MimeBundle bundle, String id) {
    publish(cell, MessageType.PUBLISH_UPDATE_DISPLAY_DATA, display(bundle, id));
  }

  void clear(boolean wait) {
    publish(cell, MessageType.PUBLISH_CLEAR_OUTPUT, Map.of("wait", wait));
  }

  void error(String name, String message, List<String> traceback) {
    publish(
        cell,
        MessageType.PUBLISH_ERROR,
        Map.of("ename", name, "evalue", message, "traceback", traceback));
  }

  static Map<String, Object> display(MimeBundle bundle) {
    return Map.of("data", bundle.data(), "metadata", Map.of());
  }

  private static Map<String, Object> display(MimeBundle bundle, String id) {
    Map<String, Object> content = new LinkedHashMap<>(display(bundle));
    content.put("transient", Map.of("display_id", id));
    return content;
  }
}
