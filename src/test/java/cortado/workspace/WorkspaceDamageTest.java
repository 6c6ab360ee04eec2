package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.session.TinySession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told and mended where files of a workspace are not what was written. */
final class WorkspaceDamageTest extends TinySession {
  WorkspaceDamageTest() {
    super(2, 4);
  }

  @BeforeEach
  void fill() {
    session.prune(PruneRequest.of(0.5).withEpochs(0), SILENT);
  }

  private void again() {
    session.close();
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
  }

  private Path weights(String variant) {
    return dir.resolve("ws/store").resolve(session.variant(variant).row().weights());
  }

  private static void flipABitAtTheEnd(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void weightsThatChangedAtRestAreNotUsed() throws IOException {
    flipABitAtTheEnd(weights("unet"));
    again();
    assertThat(session.takeRepairs()).isEmpty();
    assertThatThrownBy(() -> session.variant("unet").model())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a file of unet is not what was written: its SHA-256 is ")
        .hasMessageContaining(weights("unet").toString())
        .hasMessageContaining("%history unet");
    assertThat(session.variant("sparse50").model().weights().parameters()).isPositive();
  }

  @Test
  void aTfliteFileThatChangedIsNotUsed() throws IOException {
    session.quantize(QuantizeRequest.of("float16"), SILENT);
    Path file = dir.resolve("ws/store").resolve(session.newest().row().artifact().orElseThrow());
    flipABitAtTheEnd(file);
    again();
    assertThatThrownBy(() -> session.export(session.newest(), dir.resolve("x.tflite")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a file of sparse50-float16 is not what was written");
    assertThatThrownBy(() -> session.newest().tflite()).isInstanceOf(UserError.class);
    assertThat(dir.resolve("x.tflite")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 1000})
  void aFileThatWasCutShortIsNotUsedAndMakingItAgainMendsIt(long length) throws IOException {
    byte[] before = Files.readAllBytes(weights("unet"));
    try (var file = Files.newByteChannel(weights("unet"), StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
    again();
    assertThatThrownBy(() -> session.variant("unet").model())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a file of unet is not what was written");
    session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 7, Optional.of("same"));
    assertThat(weights("unet")).hasBinaryContent(before);
    assertThat(session.variant("unet").model().weights().parameters()).isPositive();
  }

  @Test
  void aMissingOrEmptyFileIsToldAtOnce() throws IOException {
    Files.delete(weights("unet"));
    Files.write(weights("sparse50"), new byte[0]);
    again();
    assertThat(session.takeRepairs())
        .hasSize(2)
        .anySatisfy(
            told ->
                assertThat(told)
                    .startsWith("unet cannot be used: its file ")
                    .contains("is missing or empty")
                    .contains("%history unet"));
    assertThat(session.takeRepairs()).isEmpty();
    assertThatThrownBy(() -> session.variant("unet").model()).hasMessageContaining("is missing");
  }

  @Test
  void whatAKilledSessionLeftUnfinishedIsDeletedAndWholeFilesAreNamed() throws IOException {
    Files.writeString(dir.resolve("ws/store/new-1.safetensors"), "half");
    Files.writeString(dir.resolve("ws/scratch/test.npy"), "half");
    Files.writeString(dir.resolve("ws/store/abc.tflite"), "whole");
    again();
    assertThat(session.takeRepairs())
        .containsExactly(
            "Deleted what was half-written: new-1.safetensors.",
            "No variant has abc.tflite; %session gc deletes such files.");
    assertThat(dir.resolve("ws/store/abc.tflite")).hasContent("whole");
    assertThat(dir.resolve("ws/store/new-1.safetensors")).doesNotExist();
    assertThat(dir.resolve("ws/scratch")).isEmptyDirectory();
  }
}
