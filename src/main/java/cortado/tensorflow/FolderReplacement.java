package cortado.tensorflow;

import cortado.FolderTree;
import cortado.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A folder that is written beside its place and moved there when it is complete. */
final class FolderReplacement implements AutoCloseable {
  private final Path target;
  private final Path work;

  private FolderReplacement(Path target, Path work) {
    this.target = target;
    this.work = work;
  }

  /**
   * Starts the replacement of a folder.
   *
   * @param mark a file that tells that a folder which is there is of the same kind
   */
  static FolderReplacement of(Path dir, String mark) throws IOException {
    Path target = dir.toAbsolutePath().normalize();
    if (Files.exists(target) && !Files.exists(target.resolve(mark)) && !isEmptyFolder(target)) {
      throw UserError.because("There is something else where a folder would be written")
          .received(target)
          .allowed("a new name, an empty folder, or a folder with " + mark);
    }
    Files.createDirectories(target.getParent());
    Path work =
        Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".writing");
    return new FolderReplacement(target, work);
  }

  /** Where to write. */
  Path beside() {
    return work.resolve("new");
  }

  void moveInPlace() throws IOException {
    Path old = work.resolve("old");
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(beside(), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(old)) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
  }

  /** Deletes what is left beside. */
  @Override
  public void close() throws IOException {
    FolderTree.delete(work);
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> list = Files.list(path)) {
      return list.findAny().isEmpty();
    }
  }
}
