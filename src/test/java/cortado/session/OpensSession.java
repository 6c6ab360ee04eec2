package cortado.session;

import cortado.UserError;
import java.nio.file.Path;
import java.time.Clock;

/** A process that opens a session and prints what it is told. */
final class OpensSession {
  private OpensSession() {}

  public static void main(String[] args) {
    try (Session session = Session.open(Path.of(args[0]), Clock.systemUTC())) {
      System.out.println("opened with " + session.variants().size() + " variants");
    } catch (UserError e) {
      System.out.println(e.getMessage());
    }
  }
}
