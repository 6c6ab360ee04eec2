package cortado.shell;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.keras.hdf5.Hdf5Writer;
import cortado.magic.LazySession;
import cortado.magic.Magics;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with a layer class of the user's own, whose meaning a Java cell tells. */
final class OwnLayersTest {
  private static final String MODEL =
      """
      {"class_name": "Sequential", "config": {"name": "mine", "layers": [
        {"class_name": "InputLayer", "config": {"name": "x", "batch_input_shape": [null, 3]}},
        {"class_name": "Mine>Triple", "config": {"name": "triple", "factor": 2.5}}]}}
      """;

  @TempDir Path folder;

  @Test
  void aCellTellsWhatAClassMeansAndTheFileLoads() {
    Path file = folder.resolve("mine.h5");
    new Hdf5Writer()
        .text("", "keras_version", "2.18.0")
        .text("", "model_config", MODEL)
        .texts("model_weights", "layer_names", List.of())
        .write(file);
    Path in = folder.resolve("in.npy");
    Npy.write(in, Tensor.of(Shape.of(1, 3), 1, 2, 3));
    try (LazySession session = new LazySession(folder.resolve("workspace"));
        Shell shell = Shell.builder(new Magics(session)).build()) {
      assertThat(((CellResult.Failure) run(shell, "%load " + file)).message())
          .contains("'triple' of class", "session().register(\"Triple\"");

      CellResult told =
          run(
              shell,
              """
              session().register("Triple", c -> new NormalizationLayer.Rescaling(
                  c.name(), List.of(c.number("factor", 1)), List.of(0f)));
              """);
      assertThat(told).isInstanceOf(CellResult.Nothing.class);
      assertThat(run(shell, "%load " + file)).isInstanceOf(CellResult.Value.class);

      CellResult.Value y = (CellResult.Value) run(shell, "%predict " + in + " --runtime tflite");
      assertThat(((Tensor) y.value()).floats()).containsExactly(2.5f, 5f, 7.5f);
    }
  }

  private static CellResult run(Shell shell, String cell) {
    return shell.run(cell, new ShellTest.SilentConsole());
  }
}
