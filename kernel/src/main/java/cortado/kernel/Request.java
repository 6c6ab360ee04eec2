package cortado.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;

/** A message that came in and the socket that takes its reply. */
record Request(Message<?> message, RequestChannel channel) {

  MessageType<?> type() {
    return message.getHeader().getType();
  }

  Object content() {
    return message.getContent();
  }

  /** Replies with {@code status: ok} and more. */
  void replyOk(MessageType<?> type, Map<String, ?> content) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("status", "ok");
    all.putAll(content);
    reply(type, all);
  }

  void reply(MessageType<?> type, Map<String, ?> content) {
    channel.sendMessage(message(message, type, content));
  }

  /** A message whose content is a map: the library's own classes lack fields of the protocol. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static Message<?> message(MessageContext parent, MessageType<?> type, Map<String, ?> content) {
    return new Message(parent, type, content);
  }
}
