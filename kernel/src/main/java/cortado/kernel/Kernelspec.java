package cortado.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import cortado.FolderTree;
import cortado.UserError;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder that tells Jupyter how to start the kernel. */
final class Kernelspec {
  private static final String NAME = "cortado";
  private static final List<String> LOGOS = List.of("logo-64x64.png", "logo-svg.svg");
  private static final int NATIVE_ACCESS_JAVA = 24;

  /**
   * An idle kernel takes little; the heap grows with what a session holds. With 16 MB the first
   * cells meet two collections in a row, of which the second is one of all objects: up to 170 ms
   * without an answer on a busy machine.
   */
  private static final String INITIAL_HEAP = "-Xms32m";

  /**
   * The compiler of cells runs for milliseconds at a time: what the JVM's second compiler would
   * make of it comes too late, and takes a core and 10 MB. Loops are still handed to it, after ten
   * times as many rounds.
   */
  private static final List<String> COMPILE_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=100000",
          "-XX:Tier4MinInvocationThreshold=50000",
          "-XX:Tier4CompileThreshold=200000",
          "-XX:Tier4BackEdgeThreshold=400000");

  /**
   * What the JVM's compilers freed goes back to the system every five seconds, 5 MB after some
   * cells. JVMs that are too old for it must not fail.
   */
  private static final List<String> GIVE_BACK =
      List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TrimNativeHeapInterval=5000");

  /** Where the archive asks to be, it is mapped; at a random place all of it would be written. */
  private static final List<String> MAP_ARCHIVE =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  /** JShell's own parts are opened to this program: see {@code DirectCompiler}. */
  static final List<String> QUICK_CELLS =
      List.of("--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED");

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Path folder;

  /**
   * @param kernels the folder of all kernelspecs
   */
  Kernelspec(Path kernels) {
    folder = kernels.resolve(NAME);
  }

  /**
   * Writes the kernelspec, over an older one if there is one.
   *
   * @param mainClass takes the connection file as its argument
   * @return its folder
   */
  Path install(String mainClass) {
    try {
      Files.createDirectories(folder.getParent());
      Path fresh = Files.createTempDirectory(folder.getParent(), ".cortado-");
      Files.writeString(fresh.resolve("kernel.json"), GSON.toJson(description(mainClass)) + "\n");
      for (String logo : LOGOS) {
        try (InputStream in = Kernelspec.class.getResourceAsStream(logo)) {
          Files.copy(in, fresh.resolve(logo));
        }
      }
      openToAll(fresh);
      FolderTree.delete(folder);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      return folder;
    } catch (IOException e) {
      throw UserError.because("The kernelspec cannot be written to " + folder, e)
          .received(e)
          .next("cortado kernel install --prefix DIR, with a folder that is yours.");
    }
  }

  /** Takes the kernelspec away. */
  Path uninstall() {
    if (!Files.isDirectory(folder)) {
      throw UserError.because("There is no kernelspec at " + folder)
          .next("jupyter kernelspec list shows where it is.");
    }
    try {
      FolderTree.delete(folder);
      return folder;
    } catch (IOException e) {
      throw UserError.because("The kernelspec cannot be removed from " + folder, e).received(e);
    }
  }

  /** The archive of classes that the kernel starts from, made or not. */
  ClassArchive archive() {
    return new ClassArchive(folder.resolve("classes.jsa"), classPath());
  }

  private Map<String, Object> description(String mainClass) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("argv", command(mainClass));
    spec.put("display_name", "Java (Cortado)");
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    spec.put("metadata", Map.of("debugger", false));
    return spec;
  }

  private List<String> command(String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(archive().flags());
    command.addAll(List.of("-XX:+UseSerialGC", INITIAL_HEAP, "-Djava.awt.headless=true"));
    command.addAll(COMPILE_LATER);
    command.addAll(GIVE_BACK);
    command.addAll(MAP_ARCHIVE);
    command.addAll(QUICK_CELLS);
    command.add("-Dorg.bytedeco.javacpp.maxBytes=0");
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    if (Runtime.version().feature() >= NATIVE_ACCESS_JAVA) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", classPath(), mainClass, "{connection_file}"));
    return command;
  }

  /** The class path of this build, which the kernel then runs on wherever it is started. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A temporary folder is its maker's alone, but a kernelspec is for all who share the prefix. */
  private static void openToAll(Path fresh) {
    fresh.toFile().setReadable(true, false);
    fresh.toFile().setExecutable(true, false);
  }
}
