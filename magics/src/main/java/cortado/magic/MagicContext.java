package cortado.magic;

import cortado.UserError;
import cortado.report.SessionCards;
import cortado.session.Session;
import java.util.List;
import java.util.function.Supplier;

/** What a magic works on and where it shows what it does. */
public record MagicContext(Magics magics, Supplier<Session> opener, Console console) {

  /** The session, opened when the first magic needs it. */
  public Session session() {
    Session session = opener.get();
    List<String> repairs = console == null ? List.of() : session.takeRepairs();
    if (!repairs.isEmpty()) {
      console.show(SessionCards.ofRepairs(repairs));
    }
    return session;
  }

  /**
   * The session, to go on in another folder.
   *
   * @param line what asks for it
   * @throws UserError if it is not this program's to move
   */
  LazySession ownSession(String line) {
    if (opener instanceof LazySession lazy) {
      return lazy;
    }
    throw UserError.because("This session was opened by other code, which it belongs to")
        .received(line)
        .next("run it in a kernel of its own");
  }

  /** Shows the progress of a long call, which an interrupt of this thread stops. */
  ProgressReport progress(String title) {
    return new ProgressReport(console, title);
  }
}
