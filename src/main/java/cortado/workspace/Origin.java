package cortado.workspace;

import cortado.measure.Environment;
import cortado.tensorflow.TensorFlowLibrary;
import cortado.tflite.TfliteLibrary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a variant came from and what it was made with, beside its recipe. Of the environment it
 * knows these only, never its variables.
 *
 * @param source the magic that brings the file or the data that the recipe took: {@code %load
 *     unet.h5}, {@code %data cells --train 96 …}; empty if it took none
 * @param folder that relative paths in it start from
 * @param cortado the version of Cortado
 * @param libraries that computed something, with their versions; empty if none did
 * @param cpu model of the processor
 * @param threads that the process could use
 */
public record Origin(
    String source,
    String folder,
    String cortado,
    String libraries,
    String java,
    String cpu,
    int threads,
    String os) {

  /** The origin of what this process made just now. */
  static Origin here(String source, Recipe recipe) {
    String libraries = libraries(recipe);
    Environment here = Environment.here(libraries, Instant.EPOCH);
    return new Origin(
        source,
        Path.of("").toAbsolutePath().toString(),
        versionOfCortado(),
        libraries,
        here.jvm(),
        here.cpu(),
        here.cores(),
        here.os());
  }

  static String versionOfCortado() {
    return Optional.ofNullable(Origin.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  /** Only of those that are loaded: to ask one for its version loads it. */
  private static String libraries(Recipe recipe) {
    List<String> used = new ArrayList<>();
    if (recipe.tuning().map(Tuning::computes).orElse(false)) {
      used.add("TensorFlow " + TensorFlowLibrary.version());
    }
    if (recipe.quantization().isPresent() && !recipe.data().isEmpty()) {
      used.add("TensorFlow Lite " + TfliteLibrary.version());
    }
    return String.join(", ", used);
  }
}
