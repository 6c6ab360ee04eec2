package cortado.cli;

import cortado.UserError;
import cortado.notebook.NotebookRun;
import cortado.notebook.NotebookRunner;
import cortado.repl.Script;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "run",
    description = "Runs a script of magics and Java, or a notebook, and writes its outputs.")
final class RunCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "FILE",
      description = "A script (.jsh, .cortado) or a notebook (.ipynb).")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the executed notebook goes; over the notebook itself if not given.")
  private Path out;

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description =
          "A parameter of the notebook: a variable of its cell with the tag parameters; may be given several times.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Override
  public Integer call() {
    boolean notebook = file.toString().endsWith(".ipynb");
    if (!notebook && out != null) {
      throw UserError.because("--out is for notebooks; a script prints its results")
          .received(file)
          .allowed(".ipynb with --out");
    }
    if (!notebook && !parameters.isEmpty()) {
      throw UserError.because("-p is for notebooks; a script has no parameters")
          .received(file)
          .allowed(".ipynb with -p");
    }
    try (Workbench bench = main.workbench()) {
      return notebook ? notebook(bench) : script(bench);
    }
  }

  private int script(Workbench bench) {
    return Script.run(file, bench.printer()) ? 0 : Main.FAILED;
  }

  private int notebook(Workbench bench) {
    NotebookRun run =
        new NotebookRunner(bench.shell())
            .parameters(parameters)
            .listener(new NotebookStory(bench.out()))
            .run(file, out == null ? file : out);
    run.failures().forEach(f -> System.err.println(f.text(file.toString())));
    return run.ok() ? 0 : Main.FAILED;
  }
}
