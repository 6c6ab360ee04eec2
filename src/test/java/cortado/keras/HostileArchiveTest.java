package cortado.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.testing.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are damaged or mean harm end in one line, without a crash, a hang or an escape. */
class HostileArchiveTest {
  private static final String METADATA = "{\"keras_version\":\"3.0.0\"}";

  @TempDir Path dir;

  @Test
  void truncatedAtTwentyPlaces() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("k3_unet_transpose_bn.keras"));
    for (int i = 1; i < 20; i++) {
      assertRefused(Arrays.copyOf(whole, (int) ((long) whole.length * i / 20)), "truncated");
    }
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "truncated");
  }

  @Test
  void aZipBomb() throws IOException {
    byte[] zeros = new byte[50_000_000];
    assertRefused(
        zip("metadata.json", METADATA, "config.json", zeros), "far more than it is packed");
    assertRefused(zip("metadata.json", new byte[2_000_000]), "without config.json");
  }

  @Test
  void entriesOutsideTheFolderAndTwins() throws IOException {
    assertRefused(zip("../config.json", "{}"), "outside of its folder", "../config.json");
    assertRefused(zip("/config.json", "{}"), "outside of its folder");
    assertRefused(zip("a/../../config.json", "{}"), "outside of its folder");
    assertRefused(zip("c:\\config.json", "{}"), "outside of its folder");
    byte[] twins = zip("config.json", "{}", "config.jso2", "{}");
    String text = new String(twins, StandardCharsets.ISO_8859_1).replace("jso2", "json");
    assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), "two entries of one name");
  }

  @Test
  void sizesThatLie() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("k3_unet_transpose_bn.keras"));
    int directory = lastIndexOf(whole, "config.json") - 46;
    for (int field : new int[] {20, 24, 42}) {
      byte[] lying = whole.clone();
      Arrays.fill(lying, directory + field, directory + field + 4, (byte) 0x7f);
      assertRefused(lying, "archive");
    }
  }

  @Test
  void configsThatMeanHarm() throws IOException {
    assertRefused(zip("metadata.json", METADATA, "config.json", "[".repeat(9_000)), "not JSON");
    assertRefused(zip("config.json", "{}"), "lacks 'metadata.json'");
    assertRefused(archive("{\"class_name\":\"Mine\",\"config\":{}}"), "class is not supported");
    String lambda =
        "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[{\"class_name\":\"InputLayer\","
            + "\"config\":{\"name\":\"i\",\"batch_shape\":[null,2]}},{\"class_name\":\"Lambda\","
            + "\"config\":{\"name\":\"l\"}}]}}";
    assertRefused(archive(lambda), "Lambda", "never run");
    String input =
        "{\"class_name\":\"InputLayer\",\"config\":{\"name\":\"i\",\"batch_shape\":[null,2]}}";
    String model = "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"m\",\"layers\":[" + input;
    String deep = (model + ",").repeat(100) + model + "]}}".repeat(101);
    assertRefused(archive(deep), "too deeply");
  }

  @Test
  void flippedBytesInEntriesAreFoundByTheirChecksums() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("k3_unet_transpose_bn.keras"));
    whole[whole.length / 2] ^= 1;
    assertRefused(whole, "another checksum");
  }

  @Test
  @Tag("slow")
  void fiveThousandFilesWithFlippedBytes() throws IOException {
    byte[][] files = {
      Files.readAllBytes(Fixtures.file("k2_conv1d.h5")),
      Files.readAllBytes(Fixtures.file("k3_unet_transpose_bn_h5.h5")),
      Files.readAllBytes(Fixtures.file("k3_unet_nearest_dropout_leaky.keras"))
    };
    DamagedFile file = new DamagedFile(dir.resolve("damaged"), Duration.ofSeconds(20));
    Random random = new Random(42);
    int models = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = files[i % 3].clone();
      int reach = i % 2 == 0 ? Math.min(20_000, damaged.length) : damaged.length;
      int from = i % 4 == 0 && i % 3 == 2 ? damaged.length - 400 : 0;
      for (int n = 0; n <= i % 8; n++) {
        int at = from == 0 ? random.nextInt(reach) : from + random.nextInt(400);
        damaged[at] ^= (byte) (1 + random.nextInt(255));
      }
      models += file.reads(damaged) ? 1 : 0;
    }
    assertThat(models).isBetween(1, 4999);
  }

  private byte[] archive(String config) throws IOException {
    return zip("metadata.json", METADATA, "config.json", config);
  }

  private static byte[] zip(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        Object content = namesAndContents[i + 1];
        zip.write(
            content instanceof byte[] b ? b : ((String) content).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static int lastIndexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  private void assertRefused(byte[] content, String... parts) throws IOException {
    Path file = Files.write(dir.resolve("hostile.keras"), content);
    assertThatThrownBy(() -> KerasReader.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot read '" + file + "': ")
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }
}
