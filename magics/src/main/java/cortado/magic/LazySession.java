package cortado.magic;

import cortado.session.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The session of a workspace, opened when the first magic needs it. */
public final class LazySession implements Supplier<Session>, AutoCloseable {
  private static final String DEFAULT_FOLDER = ".cortado";

  private final Path home;
  private Path workspace;
  private Session session;

  /**
   * @param workspace the folder, made if it is not there
   */
  public LazySession(Path workspace) {
    this.home = workspace;
    this.workspace = workspace;
  }

  /** Of the folder that {@code CORTADO_WORKSPACE} names, else {@code .cortado} in this folder. */
  public static LazySession ofEnvironment() {
    String named = System.getenv("CORTADO_WORKSPACE");
    return new LazySession(
        Path.of(Optional.ofNullable(named).filter(n -> !n.isBlank()).orElse(DEFAULT_FOLDER)));
  }

  /** The folder that it began with. */
  Path home() {
    return home;
  }

  /** Closes the session; the next one is opened elsewhere, once that place was prepared. */
  synchronized void move(Path workspace, Consumer<Path> prepare) {
    close();
    prepare.accept(workspace);
    this.workspace = workspace;
  }

  @Override
  public synchronized Session get() {
    if (session == null) {
      session = Session.open(workspace, Clock.systemUTC());
    }
    return session;
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
