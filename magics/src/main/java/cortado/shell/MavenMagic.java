package cortado.shell;

import cortado.UserError;
import cortado.magic.Magic;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds libraries, with all that they need, by their Maven coordinates. */
@Command(
    name = "maven",
    description =
        "Adds libraries and what they need to the class path of cells. Maven finds them, in the local"
            + " repository or where its settings say.",
    footer = {
      "",
      "%%maven org.apache.commons:commons-csv:1.11.0",
      "%%maven a:b:1.0 c:d:2.0 --offline",
      "",
      "A cell whose first line is %%%%loadFromPOM takes <dependency> elements instead."
    })
final class MavenMagic implements Magic {
  private final Shell shell;

  @Parameters(
      arity = "1..*",
      paramLabel = "GROUP:ARTIFACT:VERSION",
      description = "One or more libraries; a classifier may follow as a fourth part.")
  private List<String> coordinates;

  @Option(names = "--offline", description = "Looks in the local repository only.")
  private boolean offline;

  MavenMagic(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Object call() {
    String dependencies =
        coordinates.stream().map(MavenMagic::dependency).collect(Collectors.joining("\n"));
    return shell.addToClassPath(MavenProject.of(dependencies).resolve(offline));
  }

  private static String dependency(String coordinate) {
    String[] parts = coordinate.split(":", -1);
    if (!coordinate.matches("[\\w.-]+(:[\\w.-]+){2,3}")) {
      throw UserError.because("This does not name a library")
          .received(coordinate)
          .allowed("GROUP:ARTIFACT:VERSION")
          .next("%maven org.apache.commons:commons-csv:1.11.0");
    }
    String classifier = parts.length > 3 ? "<classifier>" + parts[3] + "</classifier>" : "";
    return String.format(
        "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>",
        parts[0], parts[1], parts[2], classifier);
  }
}
