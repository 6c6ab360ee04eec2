package cortado.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file ends in a message or in a model, never in a crash or a hang. */
class KerasDamageTest {
  @TempDir Path dir;

  @Test
  void truncatedAtTwentyPlaces() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("unet-isbi.h5"));
    Path file = dir.resolve("cut.h5");
    for (int i = 0; i < 20; i++) {
      Files.write(file, Arrays.copyOf(whole, (int) ((long) whole.length * i / 20)));
      assertThatThrownBy(() -> KerasReader.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(i == 0 ? "neither HDF5" : "truncated");
    }
    Files.write(file, Arrays.copyOf(whole, 50));
    assertThatThrownBy(() -> KerasReader.read(file)).isInstanceOf(UserError.class);
  }

  @Test
  void threeHundredFilesWithFlippedBytes() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("k2_unet_transpose_bn.h5"));
    DamagedFile file = new DamagedFile(dir.resolve("damaged.h5"), Duration.ofSeconds(10));
    Random random = new Random(42);
    int models = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      // Half of the flips hit the first bytes, where structure is denser than among the weights.
      int reach = i % 2 == 0 ? 20_000 : damaged.length;
      for (int n = 0; n <= i % 8; n++) {
        damaged[random.nextInt(reach)] ^= (byte) (1 + random.nextInt(255));
      }
      models += file.reads(damaged) ? 1 : 0;
    }
    assertThat(models).isBetween(1, 299);
  }
}
