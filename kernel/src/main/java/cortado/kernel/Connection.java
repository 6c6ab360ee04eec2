package cortado.kernel;

import java.security.GeneralSecurityException;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.HeartbeatChannel;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.zeromq.ZMQ;

/**
 * The five sockets of a kernel.
 *
 * <p>The library's own connection is not used: its request loop sleeps 50 ms between polls, dies of
 * an Error and loses its place at a malformed message.
 */
final class Connection {
  private static final long HEARTBEAT_MS = 100;

  private final KernelConnectionProperties properties;
  private final HeartbeatChannel heartbeat;
  private final IOPubChannel iopub;
  private final StdinChannel stdin;
  private final RequestChannel shell;
  private final RequestChannel control;
  private final Publisher publisher;

  Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
    this.properties = properties;
    ZMQ.Context context = ZMQ.context(1);
    HMACGenerator hmac = properties.createHMACGenerator();
    heartbeat = new HeartbeatChannel(context, hmac, HEARTBEAT_MS);
    iopub = new IOPubChannel(context, hmac);
    stdin = new StdinChannel(context, hmac);
    shell = new RequestChannel(context, hmac, "shell");
    control = new RequestChannel(context, hmac, "control");
    publisher = new Publisher(iopub);
  }

  void open(RequestChannel.Handler handler) {
    iopub.bind(properties);
    stdin.bind(properties);
    heartbeat.bind(properties);
    publisher.publish(null, MessageType.PUBLISH_STATUS, Map.of("execution_state", "starting"));
    control.start(properties, properties.getControlPort(), handler);
    shell.start(properties, properties.getShellPort(), handler);
  }

  Publisher publisher() {
    return publisher;
  }

  StdinChannel stdin() {
    return stdin;
  }
}
