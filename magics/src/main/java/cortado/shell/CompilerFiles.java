package cortado.shell;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's files, of which one large jar stays closed until something asks for its package:
 * fastutil has 12,800 of the 15,800 entries on the compiler's path, whose list is a fifth of what
 * the first cell waits for, and few cells name its classes.
 */
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private static final String LARGE_JAR = "fastutil-";
  private static final String ITS_PACKAGE = "it.unimi.dsi.fastutil";

  /** Of what cells declare, which is in memory: no jar need be opened to look for it. */
  private static final String CELLS = "REPL";

  /** Where the compiler does not look by itself. */
  private static final Location APART =
      new Location() {
        @Override
        public String getName() {
          return "APART";
        }

        @Override
        public boolean isOutputLocation() {
          return false;
        }
      };

  private List<Path> path = List.of();

  CompilerFiles(StandardJavaFileManager files) {
    super(files);
  }

  void setClassPath(List<Path> entries) {
    path = List.copyOf(entries);
    try {
      fileManager.setLocationFromPaths(
          StandardLocation.CLASS_PATH, entries.stream().filter(e -> !isLarge(e)).toList());
      fileManager.setLocationFromPaths(
          APART, entries.stream().filter(CompilerFiles::isLarge).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLarge(Path entry) {
    Path name = entry.getFileName();
    return name != null
        && name.toString().startsWith(LARGE_JAR)
        && name.toString().endsWith(".jar");
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
    if (location == StandardLocation.CLASS_PATH && packageName.equals(CELLS)) {
      return List.of();
    }
    Iterable<JavaFileObject> near = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.CLASS_PATH || !isApart(packageName, recurse)) {
      return near;
    }
    List<JavaFileObject> all = new ArrayList<>();
    near.forEach(all::add);
    super.list(APART, packageName, kinds, recurse).forEach(all::add);
    return all;
  }

  private static boolean isApart(String packageName, boolean recurse) {
    String inside = packageName + ".";
    return inside.startsWith(ITS_PACKAGE + ".")
        || recurse && (ITS_PACKAGE + ".").startsWith(packageName.isEmpty() ? "" : inside);
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    return location == StandardLocation.CLASS_PATH
        ? path
        : fileManager.getLocationAsPaths(location);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public Path asPath(FileObject file) {
    return fileManager.asPath(file);
  }
}
