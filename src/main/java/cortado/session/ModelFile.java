package cortado.session;

import cortado.UserError;
import cortado.data.Words;
import cortado.workspace.FileDigest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file to load.
 *
 * @param line the magic that loads it, such as {@code %load unet.h5}
 * @param sha256 what its bytes must have, in hexadecimal; empty takes any
 */
public record ModelFile(Path path, String line, Optional<String> sha256) {
  /** A file of the user, whatever it holds. */
  public static ModelFile of(Path path) {
    return new ModelFile(path, "%load " + Words.quoted(path), Optional.empty());
  }

  /** This file if it has a checksum, where one is given. */
  public ModelFile requiring(Optional<String> hex) {
    return new ModelFile(path, line, hex);
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  /**
   * @throws UserError if it has another checksum than it must have
   */
  void requireSha256() {
    if (sha256.isEmpty()) {
      return;
    }
    try (FileDigest digest = new FileDigest(path)) {
      if (!digest.get().equalsIgnoreCase(sha256.get())) {
        throw UserError.because("The file " + path + " is another one than it should be")
            .received("SHA-256 " + digest.get())
            .allowed(sha256.get())
            .next("look for the file that the recipe was written for, or leave --sha256 out");
      }
    }
  }
}
