package cortado.magic;

import cortado.UserError;
import cortado.session.Session;
import cortado.workspace.Archived;
import cortado.workspace.Housekeeping;
import cortado.workspace.Listing;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "session",
    description =
        "Tells what the session holds and what it takes on the disk; renames, drops and restores variants; goes on in another folder; puts all into one file.",
    footer = {
      "",
      "%%session list                     variants, their files and what they take on the disk",
      "%%session check                    reads all files and compares them with what was written",
      "%%session rename sparse80 best",
      "%%session drop sparse50 sparse60   --with-children: what was made from them, too",
      "%%session restore sparse50         until gc deletes it",
      "%%session gc                       deletes what was dropped, and files that no variant has",
      "%%session switch other/.cortado    --read-only: even if another session has it",
      "%%session export study.zip         all of it in one file, without what is made again",
      "%%session import study.zip copy    a new folder, in which it goes on",
      "",
      "%%undo takes back the last step."
    })
final class SessionMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "list",
      completionCandidates = Names.SessionActions.class,
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  private String action;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARGUMENT",
      completionCandidates = Names.SessionArguments.class,
      description = "A variant, its new name, a folder or an archive.")
  private List<String> arguments = List.of();

  @Option(
      names = "--with-children",
      description = "With drop: also all variants that were made from these.")
  private boolean withChildren;

  @Option(names = "--read-only", description = "With switch: to look, not to change anything.")
  private boolean readOnly;

  SessionMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    SessionAction asked = SessionAction.named(action);
    if (!asked.accepts(arguments.size())) {
      throw UserError.because("%session " + asked.id() + " takes other arguments")
          .received(arguments.isEmpty() ? "none" : String.join(" ", arguments))
          .allowed(asked.form());
    }
    requireMeant(asked, SessionAction.DROP, withChildren, "--with-children");
    requireMeant(asked, SessionAction.SWITCH, readOnly, "--read-only");
    return run(asked);
  }

  private static void requireMeant(
      SessionAction asked, SessionAction meant, boolean given, String option) {
    if (given && asked != meant) {
      throw UserError.because(option + " is for another action")
          .received(asked.id())
          .allowed(meant.form() + " " + option);
    }
  }

  private Object run(SessionAction asked) {
    return switch (asked) {
      case LIST -> house().list();
      case CHECK -> house().check();
      case RENAME -> house().rename(variant(arguments.get(0)), arguments.get(1));
      case DROP -> house().drop(arguments.stream().map(this::variant).toList(), withChildren);
      case RESTORE -> house().restore(arguments);
      case GC -> house().sweep();
      case SWITCH -> switched(Path.of(arguments.get(0)));
      case EXPORT -> exported(Path.of(arguments.get(0)));
      case IMPORT -> imported(Path.of(arguments.get(0)), Path.of(arguments.get(1)));
    };
  }

  private Housekeeping house() {
    return context.session().housekeeping();
  }

  private Variant variant(String name) {
    return context.session().variant(name);
  }

  private Listing switched(Path folder) {
    context.ownSession("%session switch").move(folder, readOnly, f -> {});
    return house().list();
  }

  private Archived exported(Path archive) {
    try (ProgressReport progress = context.progress("export")) {
      return house().export(archive, progress);
    }
  }

  private Listing imported(Path archive, Path folder) {
    LazySession lazy = context.ownSession("%session import");
    try (ProgressReport progress = context.progress("import")) {
      Session.importArchive(archive, folder, progress);
    }
    lazy.move(folder, false, f -> {});
    return house().list();
  }
}
