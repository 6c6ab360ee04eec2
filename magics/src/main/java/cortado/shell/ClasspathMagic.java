package cortado.shell;

import cortado.magic.Magic;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the class path of cells, or adds to it. */
@Command(
    name = "classpath",
    description = "Adds jars and folders of classes to the class path of cells, or lists it.",
    footer = {"", "%%classpath", "%%classpath target/classes", "%%classpath \"lib/*.jar\""})
final class ClasspathMagic implements Magic {
  private final Shell shell;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Jars and folders of classes; * stands for any name.")
  private List<String> paths = List.of();

  ClasspathMagic(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Object call() {
    return paths.isEmpty()
        ? shell.classPath().stream().map(Object::toString).collect(Collectors.joining("\n"))
        : shell.addToClassPath(ClassPathEntries.of(paths, ""));
  }
}
