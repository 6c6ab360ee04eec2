package cortado;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with all that is in it; links are not followed. */
public final class FolderTree {
  private FolderTree() {}

  /** Deletes it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      empty(folder);
      Files.delete(folder);
    }
  }

  /** Deletes what is in it. */
  public static void empty(Path folder) throws IOException {
    List<Path> innermostFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      innermostFirst =
          all.filter(p -> !p.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : innermostFirst) {
      Files.delete(p);
    }
  }
}
