package cortado.kernel;

import cortado.magic.LazySession;
import cortado.magic.Magics;
import cortado.shell.Shell;
import cortado.shell.ShellBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs the kernel for the front end whose connection file is the only argument. */
public final class KernelMain {
  private static final long REFRESH_AFTER_MS = 30_000;
  private static final long LAST_MESSAGES_MS = 100;

  private KernelMain() {}

  public static void main(String[] args) throws Exception {
    try (LazySession session = LazySession.ofEnvironment()) {
      run(Path.of(args[0]), () -> new Magics(session));
    }
    System.exit(0); // whatever threads the user's code left behind
  }

  static void run(Path connectionFile, Supplier<Magics> magics)
      throws IOException, InterruptedException {
    System.setProperty("java.awt.headless", "true");
    ShellBuilder settings = Shell.builder(magics).startJava(); // while the front end connects
    quiet("org.slf4j.simpleLogger.defaultLogLevel", "off");
    CountDownLatch done = new CountDownLatch(1);
    exitWithParent(done);
    Connection connection = new Connection(ConnectionFile.read(connectionFile));
    Streams streams = new Streams(connection.publisher(), connection.stdin());
    LazyShell shell = new LazyShell(settings::build);
    Kernel kernel = new Kernel(connection.publisher(), streams, shell, done::countDown);
    connection.open(kernel::handle);
    streams.install();
    shell.warmUp();
    if (!done.await(REFRESH_AFTER_MS, TimeUnit.MILLISECONDS)) {
      refreshArchive();
      done.await();
    }
    Thread.sleep(LAST_MESSAGES_MS); // the sockets' own thread still sends
  }

  /** After an upgrade of the jars or the JDK; the next start has the use of it. */
  private static void refreshArchive() {
    Optional<ClassArchive> stale = ClassArchive.ofThisKernel().filter(a -> !a.isFresh());
    stale.ifPresent(
        archive -> {
          Thread t = new Thread(archive::make, "class-archive");
          t.setDaemon(true);
          t.start();
        });
  }

  private static void quiet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** A front end that was killed cannot say goodbye; Jupyter tells us its process. */
  private static void exitWithParent(CountDownLatch done) {
    String pid = System.getenv("JPY_PARENT_PID");
    if (pid == null) {
      return;
    }
    try {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(parent -> parent.onExit().thenRun(done::countDown));
    } catch (NumberFormatException e) {
      return; // nobody's process
    }
  }
}
