package cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.graph.LayerSelection;
import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.keras.KerasWriter;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.prune.Sparsity;
import cortado.prune.WeightPruning;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.SavedModel;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.testing.Differences;
import cortado.tflite.Calibrator;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models that real Keras wrote to a folder, each with its inputs and outputs.
 *
 * @param ending of the models' files
 */
record KerasFolder(Path folder, String ending) {
  /** Whether each generation writes all models of its kind, for which no build has the time. */
  static final boolean ALL = "all".equals(System.getProperty("cortado.zoo"));

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(ending) && !f.endsWith(".written" + ending))
          .map(f -> f.substring(0, f.length() - ending.length()))
          .sorted()
          .toList();
    }
  }

  /** What is wrong with the models when they are run, pruned, quantized and written back. */
  List<String> failures(List<String> schemes) throws IOException {
    List<String> failures = new ArrayList<>();
    for (String name : names()) {
      try {
        check(name, schemes);
      } catch (RuntimeException | AssertionError e) {
        failures.add(name + ": " + e);
      }
    }
    return failures;
  }

  private void check(String name, List<String> schemes) {
    Model model = KerasReader.read(folder.resolve(name + ending));
    KerasWriter.write(model, folder.resolve(name + ".written" + ending));
    SavedModel.write(model, folder.resolve("saved"));
    compare(name, TensorFlowPredictor.open(folder.resolve("saved"), 2), 1e-5);
    compare(name, tflite(lowered(model), "float32", name), 1e-4);

    Model pruned = model;
    if (model.weights().ids().stream().anyMatch(id -> id.name().endsWith("kernel"))) {
      WeightPruning pruning = WeightPruning.of(model.graph(), LayerSelection.ALL);
      pruned = pruning.apply(model, new Sparsity(0.5));
      double rounding = 0.001 + 10.0 / model.weights().parameters();
      assertThat(pruning.sparsity(pruned)).as("zeros of " + name).isCloseTo(0.5, within(rounding));
    }
    Program program = lowered(pruned);
    for (String scheme : schemes) {
      try (Predictor p = tflite(program, scheme, name)) {
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
        assertThat(actual.get(i).shape()).as(what).isEqualTo(expected.get(i).shape());
        assertThat(Differences.relative(expected.get(i), actual.get(i))).as(what).isLessThan(most);
      }
    }
  }

  private static Program lowered(Model model) {
    return Rewrites.forInference(Lowering.lower(model));
  }

  private Predictor tflite(Program program, String scheme, String name) {
    Path file = folder.resolve("model.tflite");
    TfliteWriter.write(program, plan(program, Scheme.of(scheme), name), file);
    return TflitePredictor.open(file, 2);
  }

  private QuantizationPlan plan(Program program, Scheme scheme, String name) {
    return scheme instanceof Scheme.FullInteger
        ? QuantizationPlan.of(scheme, program, Calibrator.calibrate(program, arrays(name, "in")))
        : QuantizationPlan.of(scheme);
  }

  private List<Tensor> arrays(String name, String kind) {
    List<Tensor> arrays = new ArrayList<>();
    for (int i = 0; Files.exists(file(name, kind, i)); i++) {
      arrays.add(Npy.read(file(name, kind, i)));
    }
    return arrays;
  }

  private Path file(String name, String kind, int i) {
    return folder.resolve(name + "." + kind + i + ".npy");
  }
}
