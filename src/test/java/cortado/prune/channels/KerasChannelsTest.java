package cortado.prune.channels;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.keras.KerasWriter;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.prune.Criterion;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.SavedModel;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.testing.Differences;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real Keras models without half of their channels compute what they did with those at zero, in
 * both runtimes and in Keras.
 */
@Tag("slow")
class KerasChannelsTest {
  /** At most this share of the parameters is left. */
  private static final Map<String, Double> LEFT =
      Map.ofEntries(
          Map.entry("mobilenet_v2", 0.3),
          Map.entry("efficientnet_b0", 0.28),
          Map.entry("resnet50", 0.26),
          Map.entry("densenet121", 0.27),
          Map.entry("attention_unet", 0.27),
          Map.entry("residual_unet", 0.27),
          Map.entry("change_detector", 0.31),
          Map.entry("aspp", 0.33),
          Map.entry("signal_resnet", 0.52));

  @TempDir Path dir;

  @Test
  void theZooOfKeras() {
    Path python = Python.with("keras", "h5py");
    List<String> arguments = new ArrayList<>(List.of("3", dir.toString()));
    arguments.addAll(LEFT.keySet());
    Python.runScript(python, "/interop/zoo.py", arguments.toArray(String[]::new));
    LEFT.forEach((name, most) -> check(name, ".keras", most));
    Python.runScript(python, "/interop/reread.py", "3", dir.toString(), "1e-4");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void fixtures(int generation) throws IOException {
    Stream<String> files = generation == 2 ? Fixtures.keras2() : Fixtures.keras3();
    String ending = generation == 2 ? ".h5" : ".keras";
    Path python = Python.with(generation == 2 ? "tf_keras" : "keras", "h5py");
    List<String> names = files.filter(n -> Fixtures.model(n).toString().endsWith(ending)).toList();
    for (String name : names) {
      Files.copy(Fixtures.model(name), dir.resolve(name + ending));
      Files.copy(Fixtures.file(name + ".input.npy"), dir.resolve(name + ".in0.npy"));
      // Most of its parameters are those of the last layer, which keeps its outputs.
      check(name, ending, name.equals("k3_se_nested") ? 0.47 : 0.39);
    }
    String number = Integer.toString(generation);
    Python.runScript(python, "/interop/reread.py", number, dir.toString(), "1e-4");
  }

  private void check(String name, String ending, double most) {
    Model model = KerasReader.read(dir.resolve(name + ending));
    ChannelPruning pruning = ChannelPruning.of(model.graph(), List.of());
    Criterion l1 = new Criterion.L1();
    ChannelRemoval removal = pruning.choose(model, new Sparsity(0.5), l1, Scope.LAYER);
    Model zeroed = Zeroed.of(model, pruning.groups(), removal, use -> use == Use.INPUT);
    Model small = removal.apply(model);
    KerasWriter.write(small, dir.resolve(name + ".written" + ending));

    List<Tensor> expected = tensorflow(zeroed, name);
    for (int i = 0; i < expected.size(); i++) {
      Npy.write(dir.resolve(name + ".out" + i + ".npy"), expected.get(i));
    }
    compare(name + " on TensorFlow", expected, tensorflow(small, name), 1e-5);
    compare(name + " on TFLite", expected, tflite(small, name), 1e-4);
    double left = (double) small.weights().parameters() / model.weights().parameters();
    assertThat(left).as("parameters of " + name).isLessThan(most);
  }

  private static void compare(
      String what, List<Tensor> expected, List<Tensor> actual, double most) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Differences.relative(expected.get(i), actual.get(i)))
          .as("output " + i + " of " + what)
          .isLessThan(most);
    }
  }

  private List<Tensor> tensorflow(Model model, String name) {
    SavedModel.write(model, dir.resolve("saved"));
    try (Predictor p = TensorFlowPredictor.open(dir.resolve("saved"), 2)) {
      return p.predict(inputs(name));
    }
  }

  private List<Tensor> tflite(Model model, String name) {
    Program p = Rewrites.forInference(Lowering.lower(model));
    Path file = dir.resolve("model.tflite");
    TfliteWriter.write(p, QuantizationPlan.of(Scheme.of("float32")), file);
    try (Predictor runtime = TflitePredictor.open(file, 2)) {
      return runtime.predict(inputs(name));
    }
  }

  private List<Tensor> inputs(String name) {
    List<Tensor> arrays = new ArrayList<>();
    for (int i = 0; Files.exists(dir.resolve(name + ".in" + i + ".npy")); i++) {
      arrays.add(Npy.read(dir.resolve(name + ".in" + i + ".npy")));
    }
    return arrays;
  }
}
