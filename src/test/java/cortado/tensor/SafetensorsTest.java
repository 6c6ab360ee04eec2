package cortado.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final Tensor KERNEL = Tensor.of(Shape.of(1, 3), 1, -2, 3.5f);
  private static final Tensor BYTES =
      Tensor.view(DType.UINT8, Shape.of(3), ByteBuffer.wrap(new byte[] {1, 2, (byte) 255}));
  private static final Tensor LONG =
      Tensor.view(DType.INT64, Shape.of(), ByteBuffer.wrap(new byte[] {7, 0, 0, 0, 0, 0, 0, 0}));

  @TempDir Path dir;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = dir.resolve("a.safetensors");
    Map<String, Tensor> tensors =
        Map.of("conv/kernel", KERNEL, "mask \"é\"\n", BYTES, "step", LONG, "none", empty());
    Map<String, String> metadata = Map.of("recipe", "{\"prune\": 0.8}", "a", "");
    Safetensors.write(file, tensors, metadata);
    Safetensors read = Safetensors.open(file);
    assertThat(read.tensors()).isEqualTo(tensors);
    assertThat(read.metadata()).isEqualTo(metadata);
    assertThat(read.tensors().get("conv/kernel").bytes().isDirect()).isTrue();
    assertThat(dir.toFile().list()).containsExactly("a.safetensors");
  }

  @Test
  void aFileBeyondTwoGigabytesIsMapped() throws IOException {
    long each = 1_200_000_000;
    Path file = sparse(each, each, each);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {7}), channel.size() - each);
      channel.write(ByteBuffer.wrap(new byte[] {8}), channel.size() - 1);
    }
    Tensor last = Safetensors.open(file).tensors().get("t2");
    assertThat(last.part(0, 2).get()).isEqualTo((byte) 7);
    assertThat(last.part((int) each - 1, 1).get()).isEqualTo((byte) 8);
  }

  @Test
  void aTensorBeyondTwoGigabytesIsNamed() throws IOException {
    Path file = sparse(100, 1L << 31);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'t1' takes 2147483648 bytes; one tensor may take 2 GB");
  }

  /** A file of uint8 tensors of zeros, which take no room on the disk. */
  private Path sparse(long... sizes) throws IOException {
    StringBuilder json = new StringBuilder("{");
    long at = 0;
    for (int i = 0; i < sizes.length; i++) {
      json.append(i == 0 ? "" : ",").append("\"t").append(i).append("\":{\"dtype\":\"U8\",");
      json.append("\"shape\":[2,").append(sizes[i] / 2).append("],\"data_offsets\":[");
      json.append(at).append(',').append(at += sizes[i]).append("]}");
    }
    byte[] header = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    Path file = dir.resolve("sparse.safetensors");
    ByteBuffer start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, start.putLong(header.length).put(header).array());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), channel.size() + at - 1);
    }
    return file;
  }

  @Test
  void theBytesDoNotDependOnTheOrderOfTheMap() throws IOException {
    Map<String, Tensor> one = new LinkedHashMap<>();
    one.put("a", KERNEL);
    one.put("b", BYTES);
    Map<String, Tensor> other = new LinkedHashMap<>();
    other.put("b", BYTES);
    other.put("a", KERNEL);
    Safetensors.write(dir.resolve("1"), one, Map.of());
    Safetensors.write(dir.resolve("2"), other, Map.of());
    assertThat(dir.resolve("1")).hasSameBinaryContentAs(dir.resolve("2"));
    byte[] file = Files.readAllBytes(dir.resolve("1"));
    assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0) % 8).isZero();
  }

  @Test
  void anOpenFileKeepsItsContentWhenItIsReplaced() {
    Path file = dir.resolve("a.safetensors");
    Safetensors.write(file, Map.of("w", KERNEL), Map.of());
    Tensor open = Safetensors.open(file).tensors().get("w");
    Safetensors.write(file, Map.of("w", Tensor.of(Shape.of(1), 9)), Map.of());
    assertThat(open).isEqualTo(KERNEL);
  }

  @Test
  void theFormatsOwnLibraryReadsItAndItsFilesAreRead() {
    Path python = Python.with("numpy", "safetensors");
    Safetensors.write(dir.resolve("ours"), Map.of("k", KERNEL, "b", BYTES), Map.of("by", "us"));
    String out =
        Python.run(
            python,
            """
            import sys, numpy as np
            from safetensors import safe_open
            from safetensors.numpy import save_file
            with safe_open(sys.argv[1] + '/ours', 'np') as f:
                print(f.metadata(), f.get_tensor('k').tolist(), f.get_tensor('b').tolist())
            save_file({'x': np.arange(6, dtype='float16').reshape(2, 3)}, sys.argv[1] + '/theirs', {'m': 'n'})
            """,
            dir.toString());
    assertThat(out.strip()).isEqualTo("{'by': 'us'} [[1.0, -2.0, 3.5]] [1, 2, 255]");
    Safetensors theirs = Safetensors.open(dir.resolve("theirs"));
    assertThat(theirs.metadata()).containsExactly(Map.entry("m", "n"));
    assertThat(theirs.tensors().get("x")).hasToString("FLOAT16 (2, 3)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{}",
        " {}",
        "{\"a\": 1}",
        "{\"a\\nb\": 1}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2]}}",
        "{\"a\": {\"dtype\": \"F64\", \"shape\": [1], \"data_offsets\": [0, 8]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 8]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, 8]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2.0], \"data_offsets\": [0, 8]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 12]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [8, 0]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [-8, 0]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, 8]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 18446744073709551624]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]},"
            + " \"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]},"
            + " \"b\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}",
        "{\"__metadata__\": {\"a\": 1}, \"b\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
      })
  void refusesHostileHeaders(String header) throws IOException {
    Path file = dir.resolve("hostile");
    Files.write(file, file(header.getBytes(StandardCharsets.UTF_8).length, header, 8));
    refused(file);
  }

  @Test
  void refusesDeepNesting() throws IOException {
    String header = "{\"a\":".repeat(100_000);
    Path file = dir.resolve("deep");
    Files.write(file, file(header.length(), header, 0));
    refused(file);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 3, 1L << 40, Long.MIN_VALUE})
  void refusesALyingHeaderLength(long length) throws IOException {
    Path file = dir.resolve("lying");
    Files.write(file, file(length, "{}", 0));
    refused(file);
  }

  @Test
  void refusesATruncationAnywhere() throws IOException {
    Path file = dir.resolve("a.safetensors");
    Safetensors.write(file, Map.of("conv/kernel", KERNEL), Map.of("a", "b"));
    byte[] whole = Files.readAllBytes(file);
    for (int n = 0; n < whole.length; n++) {
      Files.write(file, Arrays.copyOf(whole, n));
      refused(file);
    }
  }

  private static Tensor empty() {
    return Tensor.of(Shape.of(0, 3));
  }

  private static byte[] file(long length, String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(json)
        .array();
  }

  private static void refused(Path file) {
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.getFileName().toString())
        .message()
        .hasLineCount(1);
  }
}
