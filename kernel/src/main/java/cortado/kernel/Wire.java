package cortado.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.zeromq.ZMQ;

/**
 * Makes frames of what this kernel says: delimiter, signature, header, parent, metadata, content.
 */
final class Wire {
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

  private final Signer signer;
  private final String session = UUID.randomUUID().toString();

  Wire(Signer signer) {
    this.signer = signer;
  }

  MessageReader reader() {
    return new MessageReader(signer);
  }

  /** The frames of one message that nobody has to recognize. */
  List<byte[]> frames(
      List<byte[]> to, Optional<Message> parent, String type, Map<String, ?> content) {
    return frames(to, parent, type, freshId(), content);
  }

  /**
   * The frames of one message.
   *
   * @param to identities, or a topic
   * @param id of the message
   */
  List<byte[]> frames(
      List<byte[]> to, Optional<Message> parent, String type, String id, Map<String, ?> content) {
    byte[] header =
        Json.bytes(
            Map.of(
                "msg_id",
                id,
                "msg_type",
                type,
                "session",
                session,
                "username",
                "kernel",
                "date",
                Instant.now().toString(),
                "version",
                KernelInfo.PROTOCOL));
    byte[] answered = parent.map(Message::header).orElse(EMPTY);
    byte[] body = Json.bytes(content);
    List<byte[]> frames = new ArrayList<>(to);
    frames.add(MessageReader.DELIMITER);
    frames.add(signer.sign(header, answered, EMPTY, body));
    frames.addAll(List.of(header, answered, EMPTY, body));
    return frames;
  }

  static String freshId() {
    return UUID.randomUUID().toString();
  }

  /** Sends one message; the caller holds the socket's lock. */
  static void send(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
  }

  /** Waits for one message; empty if the thread was interrupted. */
  static List<byte[]> receive(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      if (frame == null) {
        return List.of();
      }
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }
}
