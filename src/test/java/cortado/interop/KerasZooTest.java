package cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The models of {@code keras.applications} and the U-Nets of common packages, with random weights,
 * as both generations of Keras write them: loaded, run, pruned, quantized and exported.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class KerasZooTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theZooOfKeras(int generation) throws IOException {
    Path python = Python.with(generation == 2 ? "tf_keras" : "keras", "h5py");
    String number = Integer.toString(generation);
    Python.runScript(python, "/interop/zoo.py", number, dir.toString());
    KerasFolder zoo = new KerasFolder(dir, generation == 2 ? ".h5" : ".keras");
    assertThat(zoo.names()).hasSizeGreaterThanOrEqualTo(37);
    // What a generation wrote matters no more once it is read.
    List<String> schemes =
        generation == 2 ? List.of("float16", "dynamic", "int8") : List.of("int8");
    assertThat(zoo.failures(schemes)).isEmpty();
    Python.runScript(python, "/interop/reread.py", number, dir.toString(), "1e-5");
  }
}
