package cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models with channels first, as both generations of Keras write them: each layer, and networks in
 * which both orders meet. They are read as NHWC and compute what Keras does.
 */
@Tag("slow")
class ChannelsFirstTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void modelsWithChannelsFirst(int generation) throws IOException {
    Path python = Python.with(generation == 2 ? "tf_keras" : "keras", "h5py", "tensorflow");
    String number = Integer.toString(generation);
    Python.runScript(python, "/interop/channels_first.py", number, dir.toString());
    KerasFolder models = new KerasFolder(dir, generation == 2 ? ".h5" : ".keras");
    assertThat(models.names()).hasSizeGreaterThanOrEqualTo(80);
    assertThat(models.failures(List.of("int8"))).isEmpty();
    Python.runScript(python, "/interop/reread.py", number, dir.toString(), "1e-5");
  }
}
