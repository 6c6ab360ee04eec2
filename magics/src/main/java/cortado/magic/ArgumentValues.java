package cortado.magic;

import cortado.data.NamedFile;
import cortado.quantize.Scheme;
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
    List<Completion> values = new ArrayList<>();
    if (arg.completionCandidates() != null) {
      arg.completionCandidates().forEach(c -> values.add(Completion.word(c, "")));
    }
    if (arg.typeInfo().getType() == Path.class) {
      values.addAll(files("", word));
      return values;
    }
    if (arg.typeInfo().getAuxiliaryTypes()[0] == NamedFile.class) {
      int name = word.indexOf('=') + 1;
      return files(word.substring(0, name), word.substring(name));
    }
    return values;
  }

  /** A layer first, then the scheme for it. */
  static List<Completion> layerSchemes(List<String> layers, String word) {
    int equals = word.indexOf('=') + 1;
    List<Completion> values = new ArrayList<>();
    if (equals == 0) {
      new Names.LayerSchemes().forEach(all -> values.add(Completion.word(all, "")));
      layers.forEach(layer -> values.add(new Completion(layer + "=", "", true)));
      return values;
    }
    for (Scheme scheme : Scheme.ALL) {
      values.add(Completion.word(word.substring(0, equals) + scheme.id(), ""));
    }
    return values;
  }

  /**
   * @param name what stands before the path: {@code name=} or nothing
   */
  static List<Completion> files(String name, String word) {
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
