package cortado.keras.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what the C library (by h5py) and jhdf read. */
class Hdf5WriterTest {
  @TempDir Path dir;

  @Test
  void textLongerThan64KilobytesAndListsOfAnyLength() {
    Path file = dir.resolve("texts.h5");
    String longText = "ü€".repeat(100_000);
    List<String> names = IntStream.range(0, 4000).mapToObj(i -> "näme" + i).toList();
    new Hdf5Writer()
        .text("", "config", longText)
        .text("g", "empty", "")
        .texts("g", "none", List.of())
        .texts("g/h", "names", names)
        .write(file);

    try (Hdf5File h5 = Hdf5File.open(file)) {
      assertThat(h5.text("", "config")).contains(longText);
      assertThat(h5.texts("g", "none")).contains(List.of());
      assertThat(h5.texts("g/h", "names")).contains(names);
      assertThat(h5.text("g", "absent")).isEmpty();
    }
    String python =
        "import h5py, sys\n"
            + "h = h5py.File(sys.argv[1])\n"
            + "assert h.attrs['config'] == 'ü€' * 100000\n"
            + "assert h['g'].attrs['empty'] == '' and len(h['g'].attrs['none']) == 0\n"
            + "assert list(h['g/h'].attrs['names']) == ['näme%d' % i for i in range(4000)]\n";
    Python.run(Python.with("h5py"), python, file.toString());
  }

  @Test
  void groupsWithThousandsOfMembers() {
    Path file = dir.resolve("many.h5");
    Hdf5Writer writer = new Hdf5Writer();
    for (int i = 0; i < 3000; i++) {
      writer.tensor("g/t" + i + "/v", Tensor.of(Shape.of(1, 2), i, -i));
    }
    writer.write(file);

    try (Hdf5File h5 = Hdf5File.open(file)) {
      assertThat(h5.tensor("g/t2999/v")).isEqualTo(Tensor.of(Shape.of(1, 2), 2999, -2999));
    }
    String python =
        "import h5py, sys\n"
            + "h = h5py.File(sys.argv[1])\n"
            + "assert sorted(h['g']) == sorted('t%d' % i for i in range(3000))\n"
            + "for i in range(3000): assert h['g/t%d/v' % i][:].tolist() == [[i, -i]], i\n"
            + "assert 't3000' not in h['g'] and 'a' not in h['g']\n";
    Python.run(Python.with("h5py"), python, file.toString());
  }

  @Test
  void tensorsOfEveryRankAndOfNoElements() {
    Path file = dir.resolve("ranks.h5");
    new Hdf5Writer()
        .tensor("scalar", Tensor.of(Shape.of(), 1.5f))
        .tensor("none", Tensor.of(Shape.of(0, 3)))
        .tensor("five", Tensor.of(Shape.of(1, 1, 2, 1, 2), 1, 2, 3, 4))
        .write(file);

    try (Hdf5File h5 = Hdf5File.open(file)) {
      assertThat(h5.tensor("scalar")).isEqualTo(Tensor.of(Shape.of(), 1.5f));
      assertThat(h5.tensor("none").shape()).isEqualTo(Shape.of(0, 3));
      assertThat(h5.tensor("five").floats()).containsExactly(1, 2, 3, 4);
    }
    String python =
        "import h5py, sys\n"
            + "h = h5py.File(sys.argv[1])\n"
            + "assert h['scalar'][()] == 1.5 and h['none'].shape == (0, 3)\n"
            + "assert h['five'][:].tolist() == [[[[[1, 2]], [[3, 4]]]]]\n"
            + "assert h['five'].dtype == '<f4'\n";
    Python.run(Python.with("h5py"), python, file.toString());
  }

  @Test
  void theSameContentGivesTheSameBytesAndReplacesTheFile() throws Exception {
    Path file = dir.resolve("same.h5");
    Files.writeString(file, "a longer file than what comes".repeat(1000));
    Hdf5Writer writer = new Hdf5Writer().text("g", "a", "b").tensor("t", Tensor.of(Shape.of(1), 1));
    writer.write(file);
    byte[] first = Files.readAllBytes(file);
    writer.write(file);

    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aMissingFolderIsTheUsersError() {
    Path file = dir.resolve("absent/m.h5");
    assertThatThrownBy(() -> new Hdf5Writer().write(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("folder to write to does not exist");
  }

  @Test
  void compressedBigEndianAndChunkedTensorsAreReadOthersRefused() {
    Path file = dir.resolve("foreign.h5");
    String python =
        "import h5py, numpy as np, sys\n"
            + "h = h5py.File(sys.argv[1], 'w', libver=(sys.argv[2], 'v110'))\n"
            + "v = np.arange(600, dtype='f4').reshape(20, 30)\n"
            + "h.create_dataset('zip', data=v, chunks=(7, 9), compression='gzip', shuffle=True)\n"
            + "h.create_dataset('big', data=v.astype('>f4'))\n"
            + "h.create_dataset('double', data=v.astype('f8'))\n"
            + "h.create_dataset('bomb', shape=(1 << 14, 1 << 14), dtype='f4', chunks=(64, 64))\n"
            + "h['soft'] = h5py.SoftLink('/big')\n"
            + "h['external'] = h5py.ExternalLink('/etc/passwd', '/x')\n";
    for (String libver : List.of("earliest", "v110")) {
      Python.run(Python.with("h5py"), python, file.toString(), libver);
      try (Hdf5File h5 = Hdf5File.open(file)) {
        float[] counted = new float[600];
        IntStream.range(0, 600).forEach(i -> counted[i] = i);
        Tensor expected = Tensor.of(Shape.of(20, 30), counted);
        assertThat(h5.tensor("zip")).isEqualTo(expected);
        assertThat(h5.tensor("big")).isEqualTo(expected);
        assertThatThrownBy(() -> h5.tensor("double")).hasMessageContaining("float32");
        assertThatThrownBy(() -> h5.tensor("bomb")).hasMessageContaining("more than the file");
        assertThatThrownBy(() -> h5.tensor("soft")).hasMessageContaining("is a link");
        assertThatThrownBy(() -> h5.tensor("external")).hasMessageContaining("is a link");
        assertThatThrownBy(() -> h5.tensor("absent")).isInstanceOf(UserError.class);
      }
    }
  }
}
