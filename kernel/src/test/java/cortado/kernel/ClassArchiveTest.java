package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassArchiveTest {
  @TempDir Path temporary;

  @Test
  void thereIsNoneOfClassesInFolders() {
    ClassArchive archive = new ClassArchive(temporary.resolve("c.jsa"), temporary.toString());

    assertThat(archive.flags()).isEmpty();
    assertThat(archive.make()).isFalse();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  @Tag("slow")
  void aKernelStartsFromItUntilAJarChanges() throws IOException, InterruptedException {
    List<Path> jars = jars();
    String classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    Path file = temporary.resolve("my classes.jsa");
    ClassArchive archive = new ClassArchive(file, classPath);
    assertThat(archive.isFresh()).isFalse();
    assertThat(shared(archive, classPath)).as("starts without").isFalse();

    assertThat(archive.make()).isTrue();

    assertThat(archive.isFresh()).isTrue();
    assertThat(shared(archive, classPath)).isTrue();

    Files.setLastModifiedTime(jars.get(0), FileTime.fromMillis(1_000_000));
    assertThat(archive.isFresh()).isFalse();
    assertThat(shared(archive, classPath)).as("starts without the stale one").isFalse();
    assertThat(archive.make()).isTrue();
    assertThat(shared(archive, classPath)).isTrue();
  }

  /** Whether a JVM takes a class of ours from the archive; it has to run in any case. */
  private boolean shared(ClassArchive archive, String classPath)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(archive.flags());
    command.addAll(List.of("-Xlog:class+load", "-cp", classPath));
    command.addAll(List.of("cortado.cli.Main", "--version"));
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(p.getInputStream().readAllBytes());
    assertThat(p.waitFor()).as(output).isZero();
    return output.contains("picocli.CommandLine source: shared objects file");
  }

  /** The class path of this test, its folders packed. */
  private List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(pack(path, temporary.resolve("packed-" + jars.size() + ".jar")));
      } else if (Files.isRegularFile(path)) {
        jars.add(path);
      }
    }
    return jars;
  }

  private static Path pack(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new JarEntry(folder.relativize(p).toString().replace('\\', '/')));
        Files.copy(p, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }
}
