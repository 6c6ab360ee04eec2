package cortado.session;

import cortado.UserError;
import cortado.tensor.StreamedContent;
import cortado.tensor.WriteBehind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder of files named by the SHA-256 of their content, so that equal ones are kept once. */
final class Store {
  private static final String UNFINISHED = "new-";

  private final Path folder;

  Store(Path folder) {
    this.folder = folder;
  }

  /** Takes away what a process that was killed left unfinished. */
  void clean() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.toList()) {
        String name = p.getFileName().toString();
        if (name.startsWith(UNFINISHED)) {
          Files.delete(p);
        }
      }
    }
  }

  /**
   * Keeps a file; it is on the disk when this returns.
   *
   * @return its name in the store
   * @throws UserError if it cannot be written; nothing is left of it then
   */
  String add(String ending, StreamedContent content) {
    Path unfinished = folder.resolve(UNFINISHED + UUID.randomUUID() + ending);
    try {
      String name;
      try (FileChannel file =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        FileDigest.Channel digest = new FileDigest.Channel(file);
        WriteBehind.write(content, digest, file);
        file.force(true);
        name = digest.hex() + ending;
      }
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return name;
    } catch (IOException e) {
      throw UserError.because("Cannot write to the workspace " + folder + " (" + e + ")", e);
    } finally {
      delete(unfinished);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  private static void delete(Path p) {
    try {
      Files.deleteIfExists(p);
    } catch (IOException e) {
      // The next start takes it away.
    }
  }
}
