package cortado.kernel;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The five sockets of a kernel. They are bound before all else: front ends connect while the rest
 * gets ready.
 */
final class Connection {
  private final ZMQ.Context context = ZMQ.context(1);
  private final RequestChannel shell;
  private final RequestChannel control;
  private final Questions stdin;
  private final Publisher publisher;

  Connection(ConnectionFile file) {
    ZMQ.Socket shellSocket = bind(SocketType.ROUTER, file.address("shell"));
    ZMQ.Socket controlSocket = bind(SocketType.ROUTER, file.address("control"));
    ZMQ.Socket iopubSocket = context.socket(SocketType.XPUB);
    iopubSocket.setXpubVerbose(true); // tells of each front end, not only of the first
    iopubSocket.bind(file.address("iopub"));
    ZMQ.Socket stdinSocket = bind(SocketType.ROUTER, file.address("stdin"));
    heartbeat(bind(SocketType.REP, file.address("hb")));
    Wire wire = new Wire(file.signer());
    shell = new RequestChannel(shellSocket, wire, "shell");
    control = new RequestChannel(controlSocket, wire, "control");
    stdin = new Questions(stdinSocket, wire);
    Broadcast broadcast = new Broadcast(iopubSocket, wire);
    broadcast.start();
    publisher = new Publisher(broadcast, wire);
  }

  private ZMQ.Socket bind(SocketType type, String address) {
    ZMQ.Socket socket = context.socket(type);
    socket.bind(address);
    return socket;
  }

  private static void heartbeat(ZMQ.Socket socket) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                Wire.send(socket, Wire.receive(socket));
              }
            },
            "heartbeat");
    thread.setDaemon(true);
    thread.start();
  }

  void open(RequestChannel.Handler handler) {
    publisher.starting();
    control.start(handler);
    shell.start(handler);
  }

  Publisher publisher() {
    return publisher;
  }

  Questions stdin() {
    return stdin;
  }
}
