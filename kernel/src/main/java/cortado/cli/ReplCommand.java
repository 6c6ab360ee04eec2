package cortado.cli;

import cortado.repl.Repl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "repl",
    description = "Opens a session in this terminal, or reads cells from a pipe.")
final class ReplCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--no-images",
      description = "Shows no pictures, also where the terminal can (TERM, COLORTERM).")
  private boolean noImages;

  @Option(
      names = "--no-pager",
      description = "Prints what is longer than the terminal is high at once, not page by page.")
  private boolean noPager;

  @Override
  public Integer call() {
    try (Workbench bench = main.workbench()) {
      String greeting =
          Version.text() + ": %help lists the magics, all else is Java, Ctrl-D leaves";
      return Repl.run(bench.shell(), greeting, Workbench.history(), !noImages, !noPager);
    }
  }
}
