package cortado.kernel;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/** One socket of requests and the thread that answers them in order. */
final class RequestChannel {
  private static final Logger LOG = LoggerFactory.getLogger(RequestChannel.class);

  private final ZMQ.Socket socket;
  private final Wire wire;
  private final String name;

  /** Answers a request. */
  interface Handler {
    void handle(Request request);
  }

  RequestChannel(ZMQ.Socket socket, Wire wire, String name) {
    this.socket = socket;
    this.wire = wire;
    this.name = name;
  }

  void start(Handler handler) {
    Thread thread = new Thread(() -> serve(handler), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Handler handler) {
    MessageReader reader = wire.reader();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        handler.handle(new Request(reader.read(Wire.receive(socket)), this));
      } catch (MessageReader.Malformed e) {
        LOG.warn("dropped a message on {}: {}", name, e.getMessage());
      } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
        LOG.error("a request on {} failed", name, e);
      }
    }
  }

  /** Replies to a request of this channel, on its thread. */
  void reply(Message request, Map<String, ?> content) {
    String type = request.type().replace("_request", "_reply");
    Optional<Message> parent = Optional.of(request);
    Wire.send(socket, wire.frames(request.identities(), parent, type, content));
  }

  /** Whether another request waits. */
  boolean pending() {
    return (socket.getEvents() & ZMQ.Poller.POLLIN) != 0;
  }
}
