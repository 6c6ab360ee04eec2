package cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.keras.KerasWriter;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.prune.MagnitudePruning;
import cortado.prune.Sparsity;
import cortado.quantize.Calibration;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.SavedModel;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.testing.Differences;
import cortado.testing.Python;
import cortado.tflite.Calibrator;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The models of {@code keras.applications} and the U-Nets of common packages, with random weights,
 * as both generations of Keras write them: loaded, run, pruned, quantized and exported.
 */
@Tag("slow")
class KerasZooTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theZooOfKeras(int generation) throws IOException {
    Path python = Python.with(generation == 2 ? "tf_keras" : "keras", "h5py");
    String number = Integer.toString(generation);
    Python.runScript(python, "/interop/zoo.py", number, dir.toString());
    String ending = generation == 2 ? ".h5" : ".keras";
    List<String> names = names(ending);
    assertThat(names).hasSizeGreaterThanOrEqualTo(21);
    List<String> failures = new ArrayList<>();
    for (String name : names) {
      try {
        check(name, ending);
      } catch (RuntimeException | AssertionError e) {
        failures.add(name + ": " + e);
      }
    }
    assertThat(failures).isEmpty();
    Python.runScript(python, "/interop/reread.py", number, dir.toString(), "1e-5");
  }

  private void check(String name, String ending) {
    Model model = KerasReader.read(dir.resolve(name + ending));
    KerasWriter.write(model, dir.resolve(name + ".written" + ending));
    SavedModel.write(model, dir.resolve("saved"));
    compare(name, TensorFlowPredictor.open(dir.resolve("saved"), 2), 1e-5);
    compare(name, tflite(model, "float32", name), 1e-4);

    MagnitudePruning pruning = MagnitudePruning.of(model.graph(), List.of());
    Model pruned = pruning.apply(model, new Sparsity(0.5));
    assertThat(pruning.sparsity(pruned)).as("zeros of " + name).isBetween(0.499, 0.501);
    // What a generation wrote matters no more once it is read.
    List<String> schemes =
        ending.equals(".h5") ? List.of("float16", "dynamic", "int8") : List.of("int8");
    for (String scheme : schemes) {
      try (Predictor p = tflite(pruned, scheme, name)) {
        for (Tensor output : p.predict(arrays(name, "in"))) {
          assertThat(output.floats()).as(name + " in " + scheme).doesNotContain(Float.NaN);
        }
      }
    }
  }

  private void compare(String name, Predictor runtime, double most) {
    try (runtime) {
      List<Tensor> actual = runtime.predict(arrays(name, "in"));
      List<Tensor> expected = arrays(name, "out");
      assertThat(actual).as("outputs of " + name).hasSameSizeAs(expected);
      for (int i = 0; i < actual.size(); i++) {
        String what = "output " + i + " of " + runtime.getClass().getSimpleName();
        assertThat(Differences.relative(expected.get(i), actual.get(i))).as(what).isLessThan(most);
      }
    }
  }

  private Predictor tflite(Model model, String scheme, String name) {
    Program p = Rewrites.forInference(Lowering.lower(model));
    Calibration calibration = Calibrator.calibrate(p, arrays(name, "in"));
    Path file = dir.resolve("model.tflite");
    TfliteWriter.write(p, QuantizationPlan.of(Scheme.of(scheme), p, calibration), file);
    return TflitePredictor.open(file, 2);
  }

  private List<Tensor> arrays(String name, String kind) {
    List<Tensor> arrays = new ArrayList<>();
    for (int i = 0; Files.exists(file(name, kind, i)); i++) {
      arrays.add(Npy.read(file(name, kind, i)));
    }
    return arrays;
  }

  private Path file(String name, String kind, int i) {
    return dir.resolve(name + "." + kind + i + ".npy");
  }

  private List<String> names(String ending) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(ending))
          .map(f -> f.substring(0, f.length() - ending.length()))
          .sorted()
          .toList();
    }
  }
}
