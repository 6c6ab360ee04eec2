package cortado.session;

import cortado.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
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
        if (name.startsWith(UNFINISHED) || name.startsWith("." + UNFINISHED)) {
          Files.delete(p);
        }
      }
    }
  }

  /**
   * Keeps a file.
   *
   * @param write writes it, and has it on the disk when it returns
   * @return its name in the store
   */
  String add(String ending, Consumer<Path> write) {
    Path unfinished = folder.resolve(UNFINISHED + UUID.randomUUID() + ending);
    try {
      write.accept(unfinished);
      String name = sha256(unfinished) + ending;
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

  /** SHA-256 of a file, in hexadecimal. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void delete(Path p) {
    try {
      Files.deleteIfExists(p);
    } catch (IOException e) {
      // The next start takes it away.
    }
  }
}
