package cortado.kernel;

import cortado.FolderTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The classes of a kernel that was used once, laid out for the JVM to map: class-data sharing. The
 * JVM itself turns down an archive of other jars or of another JDK, and starts without; this class
 * knows when that is so and makes a new one.
 */
final class ClassArchive {
  private static final String PROPERTY = "-Dcortado.kernel.archive";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path file;
  private final Path key;
  private final String classPath;

  /**
   * @param file where the archive is or will be
   * @param classPath of the kernel that uses it, separated as the system does
   */
  ClassArchive(Path file, String classPath) {
    this.file = file.toAbsolutePath();
    this.key = this.file.resolveSibling(file.getFileName() + ".key");
    this.classPath = classPath;
  }

  /**
   * What tells the JVM to use the archive; it starts without where there is none yet. Nothing where
   * there cannot be one.
   */
  List<String> flags() {
    return isPossible()
        ? List.of("-XX:SharedArchiveFile=" + file, PROPERTY + "=" + file)
        : List.of();
  }

  /** The archive that this JVM was told to use, if any. */
  static Optional<ClassArchive> ofThisKernel() {
    return Optional.ofNullable(System.getProperty(PROPERTY.substring(2)))
        .map(f -> new ClassArchive(Path.of(f), System.getProperty("java.class.path")));
  }

  /** The JVM archives classes of jars only. */
  private boolean isPossible() {
    return entries().allMatch(Files::isRegularFile);
  }

  /** Whether there is an archive of just these jars and this JDK. */
  boolean isFresh() {
    try {
      return Files.isRegularFile(file) && Files.readString(key).equals(identity());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes the archive anew, beside an older one and then in its place; takes some seconds.
   *
   * @return whether there is one now: not of classes in folders, not where the folder cannot be
   *     written, and not while another process makes it
   */
  boolean make() {
    if (!isPossible()) {
      return false;
    }
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try {
      String made = identity();
      discardOld(lock);
      Files.createFile(lock).toFile().deleteOnExit();
      Path work = Files.createTempDirectory("cortado-classes-");
      try {
        return make(work, made);
      } finally {
        FolderTree.delete(work);
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      return false; // a kernel works without, too
    }
  }

  private boolean make(Path work, String made) throws IOException {
    Path classes = work.resolve("classes.txt");
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    String rehearsal = Rehearsal.class.getName();
    boolean done =
        java(work, "-XX:+UseSerialGC", "-XX:DumpLoadedClassList=" + classes, rehearsal)
            // Only G1 can write objects into an archive; every collector reads them.
            && java(
                work,
                "-XX:+UseG1GC",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + fresh);
    if (!done || !Files.isRegularFile(fresh)) {
      Files.deleteIfExists(fresh);
      return false;
    }
    Files.deleteIfExists(key);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(key, made);
    return true;
  }

  /** Runs this JDK's JVM with the class path of the kernel; its output goes nowhere. */
  private boolean java(Path work, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Kernelspec.QUICK_CELLS);
    command.addAll(List.of("-cp", classPath, "-Djava.awt.headless=true", "-Xlog:disable"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("CORTADO_WORKSPACE", work.resolve("workspace").toString());
    builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    Process process = builder.start();
    Thread atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }

  /** A lock that its maker was killed with. */
  private static void discardOld(Path lock) throws IOException {
    if (Files.exists(lock)) {
      FileTime since = Files.getLastModifiedTime(lock);
      if (since.toInstant().isBefore(Instant.now().minus(LIMIT.multipliedBy(3)))) {
        Files.deleteIfExists(lock);
      }
    }
  }

  /** The JDK and each jar with its size and time, in the order of the class path. */
  private String identity() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(System.getProperty("java.vm.version")).append('\n');
    text.append(System.getProperty("java.home")).append('\n');
    for (Path p : entries().toList()) {
      text.append(p).append(' ').append(Files.size(p)).append(' ');
      text.append(Files.getLastModifiedTime(p).toMillis()).append('\n');
    }
    return text.toString();
  }

  private Stream<Path> entries() {
    return Stream.of(classPath.split(File.pathSeparator)).map(Path::of);
  }
}
