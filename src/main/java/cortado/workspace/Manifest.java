package cortado.workspace;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import cortado.UserError;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first entry of an archive of a session, a zip file: what follows it, in this order.
 *
 * @param format {@link #FORMAT}
 * @param cortado the version that wrote it
 * @param workspace the version of the index
 * @param files the index and what variants have in the store
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(int format, String cortado, int workspace, List<Content> files) {
  static final String NAME = "manifest.json";
  static final String INDEX = "index.db";
  static final String STORE = "store/";
  static final int FORMAT = 1;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  Manifest {
    files = List.copyOf(files);
  }

  /**
   * A file.
   *
   * @param sha256 in hexadecimal
   */
  record Content(String name, long bytes, String sha256) {
    private static final long MOST_BYTES = 1L << 44; // so that their sum is a long

    Content {
      Objects.requireNonNull(name);
      Objects.requireNonNull(sha256);
    }

    private boolean isSound() {
      boolean known =
          name.equals(INDEX)
              || name.startsWith(STORE)
                  && Store.isName(name.substring(STORE.length()))
                  && name.startsWith(STORE + sha256 + ".");
      return known && bytes >= 0 && bytes <= MOST_BYTES && SHA256.matcher(sha256).matches();
    }
  }

  long bytes() {
    return files.stream().mapToLong(Content::bytes).sum();
  }

  /**
   * @throws UserError if it is no manifest, of a later Cortado, or names what no archive has
   */
  static Manifest read(String json) {
    Manifest manifest;
    try {
      manifest = SessionJson.parse(json, Manifest.class);
    } catch (JsonProcessingException e) {
      throw UserError.because("The archive's manifest cannot be read", e)
          .next("a file that %session export wrote");
    }
    if (manifest.format != FORMAT) {
      throw UserError.because("The archive was not made by this Cortado")
          .received("format " + manifest.format)
          .allowed("format " + FORMAT)
          .next("update Cortado");
    }
    manifest.requireSound();
    return manifest;
  }

  private void requireSound() {
    Set<String> names = new HashSet<>();
    for (Content file : files) {
      if (!file.isSound() || !names.add(file.name())) {
        throw UserError.because("The archive's manifest names what a session does not have")
            .received(file.name() + ", " + file.bytes() + " bytes");
      }
    }
    if (!names.contains(INDEX)) {
      throw UserError.because("The archive has no index of a session").received(names);
    }
  }
}
