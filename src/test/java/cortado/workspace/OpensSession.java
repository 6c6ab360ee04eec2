package cortado.workspace;

import cortado.UserError;
import cortado.session.Session;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A process that opens a session, as a second argument to read only, and prints what it is told.
 */
final class OpensSession {
  private OpensSession() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    try (Session session =
        args.length == 1
            ? Session.open(folder, Clock.systemUTC())
            : Session.openReadOnly(folder, Clock.systemUTC())) {
      System.out.println("opened with " + session.variants().size() + " variants");
    } catch (UserError e) {
      System.out.println(e.getMessage());
    }
  }
}
