package cortado.kernel;

import cortado.display.MimeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells all front ends what goes on; safe for use by any thread. */
final class Publisher {
  private static final List<byte[]> NO_TOPIC = List.of(new byte[0]);

  private final Broadcast broadcast;
  private final Wire wire;

  /** The newest cell: what its threads print later still belongs to it. */
  private volatile Message cell;

  Publisher(Broadcast broadcast, Wire wire) {
    this.broadcast = broadcast;
    this.wire = wire;
  }

  void enter(Message request) {
    cell = request;
  }

  void publish(Message parent, String type, Map<String, ?> content) {
    publish(Optional.ofNullable(parent), type, content);
  }

  private void publish(Optional<Message> parent, String type, Map<String, ?> content) {
    broadcast.send(wire.frames(NO_TOPIC, parent, type, content));
  }

  void starting() {
    publish(Optional.empty(), "status", Map.of("execution_state", "starting"));
  }

  void status(Message parent, String state) {
    publish(parent, "status", Map.of("execution_state", state));
  }

  void input(String code, int count) {
    publish(cell, "execute_input", Map.of("code", code, "execution_count", count));
  }

  void stream(String name, String text) {
    publish(cell, "stream", Map.of("name", name, "text", text));
  }

  void result(MimeBundle bundle, int count) {
    Map<String, Object> content = new LinkedHashMap<>(display(bundle));
    content.put("execution_count", count);
    publish(cell, "execute_result", content);
  }

  void show(MimeBundle bundle) {
    publish(cell, "display_data", display(bundle));
  }

  /** Shows a bundle that {@link #update} can replace. */
  void show(MimeBundle bundle, String id) {
    publish(cell, "display_data", display(bundle, id));
  }

  void update(MimeBundle bundle, String id) {
    publish(cell, "update_display_data", display(bundle, id));
  }

  void clear(boolean wait) {
    publish(cell, "clear_output", Map.of("wait", wait));
  }

  void error(String name, String message, List<String> traceback) {
    publish(cell, "error", Map.of("ename", name, "evalue", message, "traceback", traceback));
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
