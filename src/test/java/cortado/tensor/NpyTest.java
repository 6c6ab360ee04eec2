package cortado.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir Path dir;

  @Test
  void readsWhatKerasStored() {
    Tensor t = Npy.read(Fixtures.file("unet-isbi.input.npy"));
    assertThat(t.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(t.shape().dims()).endsWith(128, 128, 1);
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeSurvivesWritingAndReading(DType type) {
    ByteBuffer bytes = ByteBuffer.allocate(6 * type.bytes());
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (37 * i));
    }
    Tensor t = Tensor.view(type, Shape.of(2, 3), bytes);
    Npy.write(dir.resolve("a.npy"), t);
    assertThat(Npy.read(dir.resolve("a.npy"))).isEqualTo(t);
    assertThat(dir.toFile().list()).containsExactly("a.npy");
  }

  @Test
  void numpyReadsScalarsVectorsAndEmptyArrays() {
    Path python = Python.with("numpy");
    Npy.write(dir.resolve("scalar.npy"), Tensor.of(Shape.of(), 1.5f));
    Npy.write(dir.resolve("vector.npy"), Tensor.of(Shape.of(3), 1, 2, 3));
    Npy.write(dir.resolve("empty.npy"), Tensor.of(Shape.of(0, 4)));
    Npy.write(dir.resolve("image.npy"), Tensor.of(Shape.of(1, 2, 2, 1), 1, 2, 3, 4));
    String out =
        Python.run(
            python,
            """
            import numpy, sys
            for n in ['scalar', 'vector', 'empty', 'image']:
                a = numpy.load(sys.argv[1] + '/' + n + '.npy')
                print(a.dtype, a.shape, a.ravel().tolist())
            """,
            dir.toString());
    assertThat(out.lines())
        .containsExactly(
            "float32 () [1.5]",
            "float32 (3,) [1.0, 2.0, 3.0]",
            "float32 (0, 4) []",
            "float32 (1, 2, 2, 1) [1.0, 2.0, 3.0, 4.0]");
  }

  @Test
  void readsWhatNumpyWrites() {
    Path python = Python.with("numpy");
    Python.run(
        python,
        """
        import numpy as np, sys
        for t in ['f4', 'f2', 'f8', 'i1', 'u1', 'i4', 'i8', '>f4', '?']:
            np.save(sys.argv[1] + '/' + t.replace('?', 'bool') + '.npy', np.arange(6).reshape(2, 3).astype(t))
        np.save(sys.argv[1] + '/fortran.npy', np.asfortranarray(np.ones((2, 3), 'f4')))
        with open(sys.argv[1] + '/v2.npy', 'wb') as f:
            np.lib.format.write_array(f, np.arange(3, dtype='i4'), version=(2, 0))
        np.save(sys.argv[1] + '/huge.npy', np.array([1e300]))
        """,
        dir.toString());
    Tensor expected = Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5);
    assertThat(Npy.read(dir.resolve("f4.npy"))).isEqualTo(expected);
    assertThat(Npy.read(dir.resolve("f8.npy"))).isEqualTo(expected);
    assertThat(Npy.read(dir.resolve("f2.npy")).dtype()).isEqualTo(DType.FLOAT16);
    assertThat(Npy.read(dir.resolve("u1.npy")).bytes().get(5)).isEqualTo((byte) 5);
    assertThat(Npy.read(dir.resolve("i1.npy")).dtype()).isEqualTo(DType.INT8);
    assertThat(Npy.read(dir.resolve("i4.npy")).bytes().getInt(20)).isEqualTo(5);
    assertThat(Npy.read(dir.resolve("i8.npy")).bytes().getLong(40)).isEqualTo(5);
    assertThat(Npy.read(dir.resolve("v2.npy")).bytes().getInt(8)).isEqualTo(2);
    refused(dir.resolve(">f4.npy"), "Received: >f4");
    refused(dir.resolve("bool.npy"), "Received: |b1");
    refused(dir.resolve("fortran.npy"), "column-major");
    refused(dir.resolve("huge.npy"), "1.0E300");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'shape': (3,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': '2'}",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,2000000000,2000000000)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
      })
  void refusesHostileHeaders(String header) throws IOException {
    Path file = dir.resolve("hostile.npy");
    Files.write(file, npy(1, header, 8));
    refused(file, "hostile.npy");
  }

  @Test
  void refusesATruncationAnywhere() throws IOException {
    byte[] whole = npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 8);
    Path file = dir.resolve("cut.npy");
    Files.write(file, whole);
    assertThat(Npy.read(file).shape()).isEqualTo(Shape.of(2));
    for (int n = 0; n < whole.length; n++) {
      Files.write(file, Arrays.copyOf(whole, n));
      refused(file, "cut.npy");
    }
  }

  @Test
  void refusesAHeaderLengthBeyondTheFile() throws IOException {
    byte[] bytes = npy(1, "", 0);
    bytes[6] = 2;
    Arrays.fill(bytes, 8, 10, (byte) 0xff);
    Path file = dir.resolve("long.npy");
    Files.write(file, Arrays.copyOf(bytes, 12));
    refused(file, "long.npy");
  }

  @Test
  void namesAMissingFileOrFolder() {
    refused(dir.resolve("none.npy"), "no such file");
    refused(dir, "no such file");
    assertThatThrownBy(() -> Npy.write(dir.resolve("no/a.npy"), Tensor.of(Shape.of(), 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("folder");
  }

  private static byte[] npy(int version, String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private static void refused(Path file, String because) {
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(because)
        .message()
        .hasLineCount(1);
  }
}
