package cortado.graphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.keras.KerasWeights;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import cortado.ops.ModelSummary;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.SavedModel;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.testing.Differences;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Models in models, shared ones and such of several ends, of both generations of Keras. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KerasGraphsTest {
  @TempDir static Path folder;

  private Path python;

  @BeforeAll
  void kerasWritesTheModels() {
    python = Python.with("tensorflow", "tf_keras", "keras", "h5py");
    Python.runScript(python, "/graphs/write.py", folder.toString());
  }

  @Test
  void theyComputeAsInKerasFromBothFormats() throws IOException {
    for (Path stem : stems()) {
      for (String ending : List.of(".h5", ".keras")) {
        Model model = KerasReader.read(with(stem, ending));
        List<Tensor> expected = arrays(stem, ".output");
        SavedModel.write(model, folder.resolve("saved"));
        try (Predictor runtime = TensorFlowPredictor.open(folder.resolve("saved"), 1)) {
          List<Tensor> actual = runtime.predict(arrays(stem, ".input"));
          assertThat(actual).as(stem + ending).hasSameSizeAs(expected);
          for (int i = 0; i < actual.size(); i++) {
            assertThat(Differences.relative(expected.get(i), actual.get(i)))
                .as("output " + i + " of " + stem + ending)
                .isLessThan(1e-5);
          }
        }
      }
    }
  }

  @Test
  void bothFormatsGiveTheSameModelAndKeepItWhenWritten() throws IOException {
    for (Path stem : stems()) {
      Model model = KerasReader.read(with(stem, ".h5"));
      assertThat(KerasReader.read(with(stem, ".keras"))).as(stem.toString()).isEqualTo(model);
      assertThat(ModelSummary.of(model).parameters()).isEqualTo(model.weights().parameters());
      for (String ending : List.of(".written.h5", ".written.keras")) {
        KerasWriter.write(model, with(stem, ending));
        assertThat(KerasReader.read(with(stem, ending))).as(stem + ending).isEqualTo(model);
      }
    }

    String compared = Python.runScript(python, "/graphs/compare.py", folder.toString());

    assertThat(compared.lines().filter(l -> l.contains(" as .")).toList())
        .hasSizeGreaterThanOrEqualTo(2 * stems().size())
        .allMatch(l -> l.startsWith("same "));
  }

  @Test
  void filesOfWeightsGiveAModelItsWeights() throws IOException {
    for (Path stem : stems()) {
      Model model = KerasReader.read(with(stem, ".keras"));
      Model fresh = Initializer.initialize(model.graph(), 7);
      for (String ending : List.of(".weights.h5", ".legacy.h5", ".h5")) {
        if (Files.exists(with(stem, ending))) {
          assertThat(KerasWeights.read(with(stem, ending), fresh).weights().asMap())
              .as(stem + ending)
              .isEqualTo(model.weights().asMap());
        }
      }
    }
    Path weights = folder.resolve("3-nested.weights.h5");
    Model other = KerasReader.read(folder.resolve("3-three_levels.keras"));
    assertThatThrownBy(() -> KerasWeights.read(weights, other))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot read '" + weights)
        .hasMessageNotContaining("\n");
  }

  @Test
  void modelsOfKeras1ComputeAsInKeras2() {
    Python.runScript(python, "/graphs/keras1.py", folder.toString());
    for (String name : List.of("functional", "sequential", "theano")) {
      SavedModel.write(KerasReader.read(folder.resolve(name + ".h5")), folder.resolve("saved"));
      try (Predictor runtime = TensorFlowPredictor.open(folder.resolve("saved"), 1)) {
        Tensor actual = runtime.predict(Npy.read(folder.resolve(name + ".input.npy")));
        assertThat(Differences.relative(Npy.read(folder.resolve(name + ".output.npy")), actual))
            .as(name)
            .isLessThan(1e-5);
      }
    }
  }

  private static List<Path> stems() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(Path::toString)
          .filter(f -> f.endsWith(".output0.npy"))
          .sorted()
          .map(f -> Path.of(f.substring(0, f.length() - ".output0.npy".length())))
          .toList();
    }
  }

  private static Path with(Path stem, String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  private static List<Tensor> arrays(Path stem, String kind) {
    List<Tensor> arrays = new ArrayList<>();
    Path file = with(stem, kind + "0.npy");
    while (Files.exists(file)) {
      arrays.add(Npy.read(file));
      file = with(stem, kind + arrays.size() + ".npy");
    }
    return arrays;
  }
}
