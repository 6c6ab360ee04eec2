package cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The models of {@code keras.applications} and the U-Nets of common packages, with random weights,
 * as both generations of Keras write them: loaded, run, pruned, quantized and exported. {@code
 * -Dcortado.zoo=all} has each generation write all of them.
 */
@Tag("slow")
class KerasZooTest {
  /** What the other generation writes. */
  private static final Map<Integer, List<String>> LEFT_OUT =
      Map.of(
          2, List.of("mobilenet_v3_large", "efficientnet_v2_b0", "convnext_tiny"),
          3, List.of("mobilenet", "mobilenet_v3_small", "vgg16"));

  /** What only a run of all writes; the first four are in {@code KerasChannelsTest}, too. */
  private static final List<String> LARGE =
      List.of(
          "mobilenet_v2",
          "efficientnet_b0",
          "resnet50",
          "densenet121",
          "resnet50_v2",
          "inception_v3",
          "inception_resnet_v2",
          "xception",
          "nasnet_mobile");

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theZooOfKeras(int generation) throws IOException {
    Path python = Python.with(generation == 2 ? "tf_keras" : "keras", "h5py");
    String number = Integer.toString(generation);
    List<String> arguments = new ArrayList<>(List.of(number, dir.toString()));
    if (!KerasFolder.ALL) {
      Stream.of(LEFT_OUT.get(generation), LARGE)
          .flatMap(List::stream)
          .forEach(name -> arguments.add("-" + name));
    }
    Python.runScript(python, "/interop/zoo.py", arguments.toArray(String[]::new));
    KerasFolder zoo = new KerasFolder(dir, generation == 2 ? ".h5" : ".keras");
    assertThat(zoo.names()).hasSizeGreaterThanOrEqualTo(KerasFolder.ALL ? 37 : 25);
    // What a generation wrote matters no more once it is read.
    List<String> schemes =
        generation == 2 ? List.of("float16", "dynamic", "int8") : List.of("int8");
    assertThat(zoo.failures(schemes)).isEmpty();
    Python.runScript(python, "/interop/reread.py", number, dir.toString(), "1e-5");
  }
}
