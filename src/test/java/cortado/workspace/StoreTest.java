package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir Path dir;

  @Test
  void aFileIsNamedByTheSha256OfItsBytes() {
    String name =
        new Store(dir)
            .add(
                ".txt", to -> to.write(ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII))));
    assertThat(name)
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.txt");
    assertThat(dir.resolve(name)).hasContent("abc");
  }

  @Test
  void aFullDiskLeavesNothingAndSaysSo() {
    assertThatThrownBy(
            () ->
                new Store(dir)
                    .add(
                        ".bin",
                        to -> {
                          to.write(ByteBuffer.allocate(1000));
                          throw new IOException("No space left on device");
                        }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("No space left on device");
    assertThat(dir).isEmptyDirectory();
  }
}
