package cortado.kernel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeromq.ZMQ;

/** The socket on which a kernel asks the user. */
final class Questions {
  private final ZMQ.Socket socket;
  private final Wire wire;

  Questions(ZMQ.Socket socket, Wire wire) {
    this.socket = socket;
    this.wire = wire;
  }

  /**
   * Asks the front end of a cell and waits for a line.
   *
   * @throws IOException if the cell is interrupted
   */
  synchronized String ask(Message cell) throws IOException {
    String id = Wire.freshId();
    Map<String, ?> content = Map.of("prompt", "", "password", false);
    Wire.send(
        socket, wire.frames(cell.identities(), Optional.of(cell), "input_request", id, content));
    MessageReader reader = wire.reader();
    while (true) {
      List<byte[]> frames = Wire.receive(socket);
      if (frames.isEmpty()) {
        throw new IOException("interrupted while waiting for a line");
      }
      try {
        Message answer = reader.read(frames);
        if (answer.type().equals("input_reply") && answersTo(answer, id)) {
          return answer.text("value");
        }
      } catch (MessageReader.Malformed | IllegalArgumentException e) {
        continue; // somebody else's
      }
    }
  }

  /** Not a late answer to what an interrupted cell asked; some front ends do not say. */
  private static boolean answersTo(Message answer, String id) {
    return answer.parent().isEmpty() || answer.parent().equals(id);
  }
}
