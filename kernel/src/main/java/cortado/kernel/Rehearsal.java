package cortado.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A kernel and a front end in one process that use each other once, so that the JVM sees which
 * classes a session begins with.
 */
final class Rehearsal {
  private static final int PATIENCE_MS = 60_000;
  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "record Point(int x, int y) {}\nvar points = List.of(new Point(1, 2));\npoints",
          "int broken = ;",
          "throw new RuntimeException(\"x\");",
          "for (int i = 0; i < 3; i++) System.out.println(i);",
          "%lsmagic",
          "%help prune",
          "%prune 2",
          "%load --example cells",
          "%summary",
          "%history");

  private final Wire wire;
  private final ZMQ.Socket shell;

  private Rehearsal(ConnectionFile kernel) {
    wire = new Wire(kernel.signer());
    ZMQ.Context context = ZMQ.context(1);
    ZMQ.Socket iopub = context.socket(SocketType.SUB);
    iopub.connect(kernel.address("iopub"));
    iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    shell = context.socket(SocketType.DEALER);
    shell.setReceiveTimeOut(PATIENCE_MS);
    shell.connect(kernel.address("shell"));
  }

  public static void main(String[] args) throws Exception {
    Path file = Path.of("connection.json").toAbsolutePath();
    Files.write(file, Json.bytes(connection()));
    Thread kernel =
        new Thread(
            () -> {
              try {
                KernelMain.main(new String[] {file.toString()}); // ends this process
              } catch (Exception e) {
                System.exit(1);
              }
            });
    kernel.start();
    new Rehearsal(ConnectionFile.read(file)).play();
    kernel.join();
  }

  private void play() {
    ask("kernel_info_request", Map.of());
    for (String cell : CELLS) {
      ask(
          "execute_request",
          Map.of(
              "code",
              cell,
              "silent",
              false,
              "store_history",
              true,
              "user_expressions",
              Map.of(),
              "allow_stdin",
              true,
              "stop_on_error",
              false));
    }
    ask("complete_request", Map.of("code", "System.ou", "cursor_pos", 9));
    ask("complete_request", Map.of("code", "%prune --", "cursor_pos", 9));
    ask("inspect_request", Map.of("code", "\"x\".trim", "cursor_pos", 8, "detail_level", 0));
    ask("is_complete_request", Map.of("code", "int f() {"));
    ask("shutdown_request", Map.of("restart", false));
  }

  private void ask(String type, Map<String, ?> content) {
    Wire.send(shell, wire.frames(List.of(), Optional.empty(), type, content));
    if (Wire.receive(shell).isEmpty()) {
      throw new IllegalStateException("no reply to " + type);
    }
  }

  private static Map<String, Object> connection() throws IOException {
    return Map.of(
        "transport", "tcp",
        "ip", "127.0.0.1",
        "key", UUID.randomUUID().toString(),
        "signature_scheme", "hmac-sha256",
        "shell_port", freePort(),
        "control_port", freePort(),
        "stdin_port", freePort(),
        "iopub_port", freePort(),
        "hb_port", freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return s.getLocalPort();
    }
  }
}
