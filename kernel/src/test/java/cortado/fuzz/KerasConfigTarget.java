package cortado.fuzz;

import cortado.keras.KerasReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The layers of a Keras 3 archive: the input is its {@code config.json}, packed with the right
 * checksums, which a change of the archive's own bytes would break.
 */
public final class KerasConfigTarget {
  private static final byte[] METADATA =
      "{\"keras_version\": \"3.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private KerasConfigTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(archive(input), ".keras", KerasReader::read);
  }

  private static byte[] archive(byte[] config) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var e : Map.of("metadata.json", METADATA, "config.json", config).entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey()));
        zip.write(e.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
