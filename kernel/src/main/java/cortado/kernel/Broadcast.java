package cortado.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeromq.ZMQ;

/**
 * The socket that all front ends listen to; safe for use by any thread. It hears, too, who begins
 * to listen, and welcomes them, so that they know when nothing is lost any more.
 */
final class Broadcast {
  private final ZMQ.Socket socket;
  private final Wire wire;

  Broadcast(ZMQ.Socket socket, Wire wire) {
    this.socket = socket;
    this.wire = wire;
  }

  void start() {
    Thread thread = new Thread(this::listen, "iopub");
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void send(List<byte[]> frames) {
    Wire.send(socket, frames);
    welcome(); // sending may have taken the news that the other thread waits for
  }

  private void listen() {
    try (Selector selector = Selector.open()) {
      socket.getFD().register(selector, SelectionKey.OP_READ);
      while (selector.isOpen()) {
        welcome();
        selector.select();
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void welcome() {
    for (byte[] e = socket.recv(ZMQ.DONTWAIT); e != null; e = socket.recv(ZMQ.DONTWAIT)) {
      // The first byte tells whether somebody begins to listen or ends, the rest to which topic.
      if (e.length > 0 && e[0] == 1) {
        byte[] topic = Arrays.copyOfRange(e, 1, e.length);
        Map<String, ?> content = Map.of("subscription", new String(topic, StandardCharsets.UTF_8));
        Wire.send(socket, wire.frames(List.of(topic), Optional.empty(), "iopub_welcome", content));
      }
    }
  }
}
