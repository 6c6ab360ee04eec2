package cortado.shell;

import cortado.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project that exists only for Maven to find what it depends on. */
final class MavenProject {
  private static final String GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

  private final String pom;

  private MavenProject(String pom) {
    this.pom = pom;
  }

  /**
   * Of what a user wrote.
   *
   * @param xml a whole project, or elements {@code <dependency>} and {@code <repository>}
   */
  static MavenProject of(String xml) {
    if (xml.contains("<project")) {
      return new MavenProject(xml.strip());
    }
    if (!xml.contains("<dependency>")) {
      throw UserError.because("There is no <dependency> here")
          .received(xml.isBlank() ? "nothing" : xml.lines().findFirst().orElse(""))
          .next("Paste the <dependency> element of a library below %%loadFromPOM.");
    }
    return new MavenProject(
        "<project><modelVersion>4.0.0</modelVersion><groupId>cortado</groupId>"
            + "<artifactId>cells</artifactId><version>1</version>"
            + elements(xml, "repository", "repositories")
            + elements(xml, "dependency", "dependencies")
            + "</project>");
  }

  private static String elements(String xml, String name, String group) {
    var element = java.util.regex.Pattern.compile("(?s)<" + name + ">.*?</" + name + ">");
    return element
        .matcher(xml)
        .results()
        .map(java.util.regex.MatchResult::group)
        .collect(Collectors.joining("\n", "<" + group + ">", "</" + group + ">"));
  }

  /**
   * Asks Maven.
   *
   * @param offline whether the local repository must do
   * @return jars
   */
  List<Path> resolve(boolean offline) {
    try {
      Path folder = Files.createTempDirectory("cortado-maven-");
      Path file = Files.writeString(folder.resolve("pom.xml"), pom);
      Path out = folder.resolve("classpath.txt");
      Path log = folder.resolve("log.txt");
      try {
        run(command(file, out, offline), log);
        return Files.isRegularFile(out) ? paths(Files.readString(out)) : List.of();
      } finally {
        for (Path p : List.of(file, out, log, folder)) {
          Files.deleteIfExists(p);
        }
      }
    } catch (IOException e) {
      throw UserError.because("Maven could not be started (" + e.getMessage() + ")", e)
          .next("Install Maven 3.8 or newer so that mvn is found, or take the jars: %jars FILE");
    }
  }

  private static List<String> command(Path pom, Path out, boolean offline) {
    String maven = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    String output = "-Dmdep.outputFile=" + out;
    return Stream.of(
            maven,
            "-q",
            "-B",
            offline ? "-o" : "",
            "-f",
            pom.toString(),
            GOAL,
            output,
            "-DincludeScope=runtime")
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static void run(List<String> command, Path log) throws IOException {
    Process maven =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    maven.getOutputStream().close();
    try {
      if (maven.waitFor() != 0) {
        throw failure(Files.readString(log));
      }
    } catch (InterruptedException e) {
      throw new CancellationException();
    } finally {
      maven.destroy();
    }
  }

  private static UserError failure(String log) {
    String text =
        log.replaceAll("\\e\\[[0-9;]*m", "")
            .lines()
            .filter(l -> l.startsWith("[ERROR]"))
            .findFirst()
            .orElse(log)
            .replaceFirst("^\\[ERROR] *(?:.*?(?=Could not))?", "")
            .replaceFirst(" -> \\[Help.*", "");
    return UserError.because("Maven does not find these libraries")
        .received(text.strip())
        .next("Check the coordinates, and that this machine reaches a repository.");
  }

  private static List<Path> paths(String classPath) {
    return Stream.of(classPath.strip().split(File.pathSeparator))
        .filter(p -> !p.isEmpty())
        .map(Path::of)
        .toList();
  }
}
