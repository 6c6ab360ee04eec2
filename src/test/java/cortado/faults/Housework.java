package cortado.faults;

import cortado.graph.UNet;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.workspace.SessionListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A process that makes, renames, drops, restores and takes back variants, puts the session into an
 * archive, unpacks it and deletes what is not needed, and prints what the workspace holds after
 * each step.
 */
final class Housework {
  /** What is exported, and the workspace that is made of it. */
  static final String ARCHIVE = "session.zip";

  static final String COPY = "copy";

  private final Session session;
  private final Path disk;
  private final PrintStream replies;

  private Housework(Session session, Path disk, PrintStream replies) {
    this.session = session;
    this.disk = disk;
    this.replies = replies;
  }

  /**
   * @param args the folder: the workspace {@code ws} and what is exported go into its {@code disk}
   */
  public static void main(String[] args) throws IOException, SQLException {
    PrintStream replies = System.out;
    System.setOut(System.err);
    Path disk = Path.of(args[0]).resolve("disk");
    try (Session session = Session.open(disk.resolve("ws"), Clock.systemUTC())) {
      new Housework(session, disk, replies).run();
    }
  }

  private void run() throws IOException, SQLException {
    step("make net", () -> make("net", 3));
    step("make other", () -> make("other", 4));
    step("quantize", () -> quantize("net"));
    step("rename", () -> session.housekeeping().rename(session.variant("other"), "spare"));
    step("drop", () -> drop("spare", false));
    step("restore", () -> session.housekeeping().restore(List.of("spare")));
    step("drop with children", () -> drop("net", true));
    step("undo drop", () -> session.housekeeping().undo());
    step("undo restore", () -> session.housekeeping().undo());
    step("export", () -> session.housekeeping().export(disk.resolve(ARCHIVE), quiet()));
    step("import", () -> Session.importArchive(disk.resolve(ARCHIVE), disk.resolve(COPY), quiet()));
    step("gc", () -> session.housekeeping().sweep());
    step("make again", () -> make("spare", 4));
    step("drop again", () -> drop("net", true));
    step("gc again", () -> session.housekeeping().sweep());
    Files.delete(disk.resolve(ARCHIVE));
  }

  private void step(String name, Runnable work) throws SQLException {
    replies.println("begin " + name);
    long began = System.nanoTime();
    work.run();
    replies.println("took " + (System.nanoTime() - began) / 1_000_000 + " ms " + name);
    replies.println("state " + Holdings.of(disk.resolve("ws")));
  }

  private void make(String name, long seed) {
    session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", seed, Optional.of(name));
  }

  private void quantize(String from) {
    session.quantize(QuantizeRequest.of("float16").from(from).as("half"), quiet());
  }

  private void drop(String name, boolean withChildren) {
    session.housekeeping().drop(List.of(session.variant(name)), withChildren);
  }

  private static SessionListener quiet() {
    return SessionListener.SILENT;
  }
}
