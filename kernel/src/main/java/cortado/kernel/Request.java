package cortado.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/** A message that came in and the socket that takes its reply. */
record Request(Message message, RequestChannel channel) {

  String type() {
    return message.type();
  }

  /** Replies with {@code status: ok} and more. */
  void replyOk(Map<String, ?> content) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("status", "ok");
    all.putAll(content);
    reply(all);
  }

  void reply(Map<String, ?> content) {
    channel.reply(message, content);
  }
}
