package cortado.magic;

import cortado.data.NamedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** The values that an option or argument takes: those it names itself, or files for a path. */
final class ArgumentValues {
  private static final int MOST_FILES = 100;

  private ArgumentValues() {}

  static List<Completion> of(ArgSpec arg, String word) {
    if (arg.typeInfo().getType() == Path.class) {
      return files("", word);
    }
    if (arg.typeInfo().getAuxiliaryTypes()[0] == NamedFile.class) {
      int name = word.indexOf('=') + 1;
      return files(word.substring(0, name), word.substring(name));
    }
    List<Completion> values = new ArrayList<>();
    if (arg.completionCandidates() != null) {
      arg.completionCandidates().forEach(c -> values.add(Completion.word(c, "")));
    }
    return values;
  }

  /**
   * @param name what stands before the path: {@code name=} or nothing
   */
  private static List<Completion> files(String name, String word) {
    int slash = word.lastIndexOf('/');
    String folder = word.substring(0, slash + 1);
    List<Completion> found = new ArrayList<>();
    try (DirectoryStream<Path> in =
        Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
      for (Path p : in) {
        String file = p.getFileName().toString();
        boolean hidden = file.startsWith(".") && !word.startsWith(".", slash + 1);
        if (!hidden && found.size() < MOST_FILES) {
          boolean directory = Files.isDirectory(p);
          found.add(new Completion(name + folder + file + (directory ? "/" : ""), "", directory));
        }
      }
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return List.of(); // nothing to offer is all that a completion can say
    }
    found.sort(Comparator.comparing(Completion::text));
    return found;
  }
}
