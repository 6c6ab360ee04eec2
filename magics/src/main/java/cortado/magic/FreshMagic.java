package cortado.magic;

import cortado.UserError;
import cortado.report.Numbers;
import cortado.session.Session;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "fresh",
    description =
        "Goes on in an empty session of this name, so that a notebook can be run again from its top.",
    footer = {
      "",
      "%%fresh start",
      "",
      "The session is a folder in the workspace: .cortado/fresh/start. What an earlier run of the",
      "same line left there is deleted; the session that was open is closed and stays as it is."
    })
final class FreshMagic implements Magic {
  private static final String FOLDER = "fresh";
  private static final String ALLOWED = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}";

  private final MagicContext context;

  @Parameters(paramLabel = "NAME", description = "Letters, digits, _ and -.")
  private String name;

  FreshMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    if (!name.matches(ALLOWED)) {
      throw UserError.because("The name cannot be used")
          .received(name)
          .allowed("up to 40 letters, digits, _ and -")
          .next("%fresh start");
    }
    LazySession session = context.ownSession("%fresh " + name);
    Path folder = session.home().resolve(FOLDER).resolve(name);
    AtomicLong deleted = new AtomicLong();
    session.move(folder, false, f -> deleted.set(Session.discard(f)));
    return "A fresh session, in "
        + folder
        + (deleted.get() == 0
            ? ""
            : "; what an earlier run left there, " + Numbers.size(deleted.get()) + ", was deleted");
  }
}
