package cortado.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Samples to train on and others to test on.
 *
 * @param source where it came from, in the words of the magic that made it, all defaults spelled
 *     out
 * @param sha256 of the samples' bytes, in hexadecimal
 */
public record Dataset(String source, String sha256, Samples train, Samples test) {

  /** A dataset with the checksum of its samples: training inputs and targets, then the test's. */
  public static Dataset of(String source, Samples train, Samples test) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Samples part : List.of(train, test)) {
        part.inputs().tensors().forEach(t -> digest.update(t.bytes()));
        part.targets().tensors().forEach(t -> digest.update(t.bytes()));
      }
      return new Dataset(source, HexFormat.of().formatHex(digest.digest()), train, test);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
