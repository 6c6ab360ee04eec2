package cortado.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** One socket of requests and the thread that answers them in order. */
final class RequestChannel extends JupyterSocket {
  private static final Logger LOG = LoggerFactory.getLogger(RequestChannel.class);

  private final String name;
  private final MessageReader reader;

  /** Answers a request. */
  interface Handler {
    void handle(Request request);
  }

  RequestChannel(ZMQ.Context context, HMACGenerator hmac, String name) {
    super(context, SocketType.ROUTER, hmac, LOG);
    this.name = name;
    this.reader = new MessageReader(hmac);
  }

  @Override
  public void bind(KernelConnectionProperties properties) {
    throw new UnsupportedOperationException("start it");
  }

  void start(KernelConnectionProperties p, int port, Handler handler) {
    bind(formatAddress(p.getTransport(), p.getIp(), port));
    Thread thread = new Thread(() -> serve(handler), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Handler handler) {
    while (!Thread.currentThread().isInterrupted()) {
      List<byte[]> frames = new ArrayList<>();
      do {
        frames.add(recv());
      } while (hasReceiveMore());
      try {
        Message<?> message = reader.read(frames);
        handler.handle(new Request(message, this));
      } catch (MessageReader.Malformed e) {
        LOG.warn("dropped a message on {}: {}", name, e.getMessage());
      } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
        LOG.error("a request on {} failed", name, e);
      }
    }
  }

  /** Whether another request waits. */
  boolean pending() {
    return (getEvents() & ZMQ.Poller.POLLIN) != 0;
  }
}
