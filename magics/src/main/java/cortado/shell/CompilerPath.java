package cortado.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;

/**
 * Where the compiler of cells looks for classes: this JVM's class path without the jars that only
 * serve inside. The compiler opens and lists every jar it is given, for every import of all classes
 * of a package. At run time all of them are there.
 */
final class CompilerPath {
  private static final List<String> INSIDE =
      List.of(
          "RoaringBitmap",
          "VectorGraphics2D",
          "animated-gif",
          "api-0",
          "checker-qual",
          "classgraph",
          "commons-",
          "compress-lzf",
          "error_prone",
          "failureaccess",
          "flatbuffers",
          "fontbox",
          "graphics2d",
          "gson",
          "guava",
          "icu4j",
          "j2objc",
          "javacpp",
          "jeromq",
          "jhdf",
          "jjava",
          "jline",
          "jna",
          "jsr305",
          "listenablefuture",
          "lz4",
          "pdfbox",
          "pebble",
          "picocli",
          "protobuf",
          "slf4j",
          "sqlite",
          "tensorflow-",
          "unbescape",
          "univocity",
          "xchart");

  private final List<Path> entries;
  private CompilerFiles files;

  CompilerPath(String classPath) {
    entries =
        new ArrayList<>(
            Stream.of(classPath.split(File.pathSeparator))
                .filter(e -> !e.isEmpty())
                .map(Path::of)
                .filter(e -> !isInside(e.getFileName()))
                .toList());
  }

  private static boolean isInside(Path name) {
    return name != null
        && name.toString().endsWith(".jar")
        && INSIDE.stream().anyMatch(name.toString()::startsWith);
  }

  /** Makes a compiler look here. */
  StandardJavaFileManager applyTo(StandardJavaFileManager manager) {
    files = new CompilerFiles(manager);
    apply();
    return files;
  }

  /** Adds a jar or a folder of classes that JShell was told about, too. */
  void add(Path entry) {
    entries.add(entry);
    apply(); // JShell has just put back what it takes for the whole class path
  }

  List<Path> entries() {
    return List.copyOf(entries);
  }

  private void apply() {
    files.setClassPath(entries);
  }
}
