package cortado.magic;

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

  /** Shows the progress of a long call, which an interrupt of this thread stops. */
  ProgressReport progress(String title) {
    return new ProgressReport(console, title);
  }
}
