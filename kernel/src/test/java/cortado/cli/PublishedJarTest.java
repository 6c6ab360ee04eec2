package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cortado.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program of {@code examples/plain-java}, built by Maven with its own POM against Cortado's
 * where {@code mvn install} puts it.
 */
@Tag("slow")
final class PublishedJarTest {
  private static final String VERSION = "0.1.0";

  @TempDir Path folder;

  @Test
  void aProgramOfTenLinesCompressesAModel() throws Exception {
    Path root = Fixtures.projectRoot();
    String core = "cortado-core-" + VERSION;
    Path jar = root.resolve("src/target/" + core + ".jar");
    assumeTrue(Files.exists(jar), "skipped: mvn test packages no jar, mvn verify does");
    Path repository = repositoryWithoutCortado();
    install(repository, "cortado", root.resolve("pom.xml"));
    install(repository, "cortado-core", root.resolve("src/pom.xml"));
    Files.copy(jar, repository.resolve(place("cortado-core")).resolve(core + ".jar"));
    Path sample = root.resolve("examples/plain-java");
    Path program = Files.createDirectories(folder.resolve("src/main/java"));
    Files.copy(sample.resolve("pom.xml"), folder.resolve("pom.xml"));
    Files.copy(sample.resolve("src/main/java/Compress.java"), program.resolve("Compress.java"));

    makeModel();
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-q",
                "-B",
                "-Dmaven.repo.local=" + repository,
                "-Daether.enhancedLocalRepository.trackingFilename=none",
                "compile",
                "exec:java",
                "-Dexec.args=model.h5 small.tflite")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(maven.getInputStream().readAllBytes());

    assertThat(maven.waitFor()).as(said).isZero();
    assertThat(said).contains("small.tflite");
    assertThat(Files.size(folder.resolve("small.tflite")))
        .isLessThan(Files.size(folder.resolve("model.h5")) / 2);
  }

  /** JUnit warns of each link that it finds. */
  @AfterEach
  void unlink() throws IOException {
    Path repository = folder.resolve("repository");
    if (Files.exists(repository)) {
      try (Stream<Path> groups = Files.list(repository)) {
        for (Path link : groups.filter(Files::isSymbolicLink).toList()) {
          Files.delete(link);
        }
      }
    }
  }

  private void makeModel() throws Exception {
    Cortado.Outcome made =
        new Cortado(folder)
            .run(
                "-e",
                "%load --example cells",
                "-e",
                "%export cells-unet model.h5",
                "--workspace",
                "w");
    assertThat(made.status()).as(made.err()).isZero();
  }

  /** All libraries that the build has are where they are, so that nothing is copied. */
  private Path repositoryWithoutCortado() throws IOException {
    Path own = Files.createDirectory(folder.resolve("repository"));
    Path libraries = Path.of(System.getProperty("user.home"), ".m2/repository");
    try (Stream<Path> groups = Files.list(libraries)) {
      for (Path group : groups.filter(g -> !g.endsWith("cortado")).toList()) {
        Files.createSymbolicLink(own.resolve(group.getFileName()), group);
      }
    }
    return own;
  }

  private static String place(String artifact) {
    return "cortado/" + artifact + "/" + VERSION;
  }

  private static void install(Path repository, String artifact, Path pom) throws IOException {
    Path to = Files.createDirectories(repository.resolve(place(artifact)));
    Files.copy(pom, to.resolve(artifact + "-" + VERSION + ".pom"));
  }
}
