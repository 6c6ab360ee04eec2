package cortado.shell;

import cortado.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jars and folders of classes as a user names them. */
final class ClassPathEntries {
  private ClassPathEntries() {}

  /**
   * Finds them.
   *
   * @param names paths; the last part may have asterisks
   * @param ending what files must end with, else they are refused
   */
  static List<Path> of(List<String> names, String ending) {
    List<Path> found = new ArrayList<>();
    for (String name : names) {
      List<Path> here = matches(name);
      if (here.isEmpty()) {
        throw UserError.because("There is no such file on this machine")
            .received(name)
            .next("Paths begin in " + Path.of("").toAbsolutePath());
      }
      for (Path p : here) {
        if (!p.toString().endsWith(ending)) {
          throw UserError.because("This is no jar")
              .received(p)
              .allowed("files that end with " + ending)
              .next("%classpath takes folders of classes, too");
        }
        found.add(p);
      }
    }
    return found;
  }

  private static List<Path> matches(String name) {
    int slash = name.lastIndexOf('/') + 1;
    if (!name.contains("*")) {
      Path p = Path.of(name).toAbsolutePath();
      return Files.exists(p) ? List.of(p) : List.of();
    }
    Path folder = Path.of(name.substring(0, slash)).toAbsolutePath();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> in = Files.newDirectoryStream(folder, name.substring(slash))) {
      in.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    return found.stream().sorted().toList();
  }
}
