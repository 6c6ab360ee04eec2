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

  /** A workspace, and whether it is only looked at. */
  private record Place(Path folder, boolean readOnly) {
    Session open() {
      return readOnly
          ? Session.openReadOnly(folder, Clock.systemUTC())
          : Session.open(folder, Clock.systemUTC());
    }

    boolean isSameFolder(Place other) {
      return absolute().equals(other.absolute());
    }

    private Path absolute() {
      return folder.toAbsolutePath().normalize();
    }
  }

  private final Path home;
  private Place place;
  private Session session;

  /**
   * @param workspace the folder, made if it is not there
   */
  public LazySession(Path workspace) {
    this(new Place(workspace, false));
  }

  private LazySession(Place place) {
    this.home = place.folder();
    this.place = place;
  }

  /** To look at a workspace that is there without changing it, even if another session has it. */
  public static LazySession readOnly(Path workspace) {
    return new LazySession(new Place(workspace, true));
  }

  /** Of {@link #folderOfEnvironment}. */
  public static LazySession ofEnvironment() {
    return new LazySession(folderOfEnvironment());
  }

  /** The folder that {@code CORTADO_WORKSPACE} names, else {@code .cortado} in this folder. */
  public static Path folderOfEnvironment() {
    String named = System.getenv("CORTADO_WORKSPACE");
    return Path.of(Optional.ofNullable(named).filter(n -> !n.isBlank()).orElse(DEFAULT_FOLDER));
  }

  /** The folder that it began with. */
  Path home() {
    return home;
  }

  /**
   * Goes on in another workspace once it was prepared and is open; if that fails, what was open
   * stays so, unless it is the same workspace. Data have to be given again.
   */
  synchronized void move(Path workspace, boolean readOnly, Consumer<Path> prepare) {
    Place next = new Place(workspace, readOnly);
    if (next.isSameFolder(place)) {
      close();
    }
    prepare.accept(workspace);
    Session opened = next.open();
    close();
    place = next;
    session = opened;
  }

  @Override
  public synchronized Session get() {
    if (session == null) {
      session = place.open();
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
