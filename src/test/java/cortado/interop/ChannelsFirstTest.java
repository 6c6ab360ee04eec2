package cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models with channels first, as both generations of Keras write them: each layer, and networks in
 * which both orders meet. They are read as NHWC and compute what Keras does. Each generation writes
 * every other model unless {@code -Dcortado.zoo=all}.
 */
@Tag("slow")
class ChannelsFirstTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void modelsWithChannelsFirst(int generation) throws IOException {
    Path python = Python.with(generation == 2 ? "tf_keras" : "keras", "h5py", "tensorflow");
    String number = Integer.toString(generation);
    List<String> arguments = new ArrayList<>(List.of(number, dir.toString()));
    if (!KerasFolder.ALL) {
      arguments.add("half");
    }
    Python.runScript(python, "/interop/channels_first.py", arguments.toArray(String[]::new));
    KerasFolder models = new KerasFolder(dir, generation == 2 ? ".h5" : ".keras");
    assertThat(models.names()).hasSizeGreaterThanOrEqualTo(KerasFolder.ALL ? 80 : 40);
    assertThat(models.failures(List.of("int8"))).isEmpty();
    Python.runScript(python, "/interop/reread.py", number, dir.toString(), "1e-5");
  }
}
