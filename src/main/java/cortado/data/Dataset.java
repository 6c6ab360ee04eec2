package cortado.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Samples to train on and others to test on; perhaps a third part to judge training by.
 *
 * @param source where it came from, in the words of the magic that made it, all defaults spelled
 *     out
 * @param sha256 of the samples' bytes, in hexadecimal
 * @param validation what neither training nor test sees
 */
public record Dataset(
    String source, String sha256, Samples train, Samples test, Optional<Samples> validation) {

  /** A dataset without validation, with the checksum of its samples. */
  public static Dataset of(String source, Samples train, Samples test) {
    return of(source, train, test, Optional.empty());
  }

  /**
   * A dataset with the checksum of its samples: inputs and targets of training, test and
   * validation.
   */
  public static Dataset of(
      String source, Samples train, Samples test, Optional<Samples> validation) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Samples> parts = new ArrayList<>(List.of(train, test));
      validation.ifPresent(parts::add);
      for (Samples part : parts) {
        part.inputs().tensors().forEach(t -> digest.update(t.bytes()));
        part.targets().tensors().forEach(t -> digest.update(t.bytes()));
      }
      String sha256 = HexFormat.of().formatHex(digest.digest());
      return new Dataset(source, sha256, train, test, validation);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
