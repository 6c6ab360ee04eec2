package cortado.cli;

import cortado.UserError;
import cortado.kernel.KernelCommand;
import cortado.magic.LazySession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code cortado}. */
@Command(
    name = "cortado",
    description = "Cuts neural networks down to size: load, prune, quantize, measure, compare.",
    versionProvider = Version.class,
    subcommands = {
      ReplCommand.class,
      RunCommand.class,
      KernelCommand.class,
      DemoCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "The launcher also knows: test (all tests), bench (benchmarks), fuzz TARGET SECONDS.",
      "",
      "  cortado demo",
      "  cortado -e '%%load model.h5' -e '%%prune 0.8' -e '%%table'",
      "  cortado run notebook.ipynb --out executed.ipynb"
    })
public final class Main implements Callable<Integer> {
  static final int FAILED = 1;

  @Option(
      names = "-e",
      paramLabel = "CELL",
      description = "Runs a cell of magics or Java; several share one session.")
  private List<String> cells = List.of();

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where the session lives: CORTADO_WORKSPACE or .cortado if not given.")
  private Path workspace;

  @Option(
      names = "--read-only",
      scope = ScopeType.INHERIT,
      description = "Looks at a workspace, even if another session has it; nothing new is kept.")
  private boolean readOnly;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows libraries' logs and whole stack traces.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the versions.")
  private boolean version;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the command; the result is the status to exit with. */
  static int run(String... args) {
    CommandLine command = new CommandLine(new Main());
    command.setUsageHelpWidth(100);
    command.setExpandAtFiles(false);
    command.setExitCodeExceptionMapper(e -> FAILED);
    command.setExecutionExceptionHandler(Main::explain);
    command.setParameterExceptionHandler(
        (e, a) -> {
          complain(e.getMessage().replaceAll("\\s+", " ") + " Next: cortado --help");
          return FAILED;
        });
    return command.execute(args);
  }

  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof UserError) {
      complain(e.getMessage());
      return FAILED;
    }
    throw e;
  }

  private static void complain(String message) {
    System.err.println("cortado: " + message);
  }

  @Override
  public Integer call() {
    if (cells.isEmpty()) {
      spec.commandLine().usage(System.out);
      return 0;
    }
    try (Workbench bench = workbench()) {
      for (String cell : cells) {
        if (!bench.printer().run(cell)) {
          return FAILED;
        }
      }
      return 0;
    }
  }

  Workbench workbench() {
    return new Workbench(session(), verbose());
  }

  LazySession session() {
    Path folder = workspace == null ? LazySession.folderOfEnvironment() : workspace;
    return readOnly ? LazySession.readOnly(folder) : new LazySession(folder);
  }

  /** A library on the class path brings a configuration that logs all, so ours is a property. */
  private boolean verbose() {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "off");
    return verbose;
  }
}
