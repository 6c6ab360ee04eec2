package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.NamedFile;
import cortado.data.NpyArrays;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.testing.Python;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TensorFlow serves the SavedModel folders that are exported. */
class SavedModelExportTest {
  private static final String SERVE =
      """
      import sys, numpy, tensorflow
      folder = sys.argv[1]
      model = tensorflow.saved_model.load(folder + "/out").signatures["serving_default"]
      given = {"input_000": "wide", "input_001": "narrow"}
      feed = {k: tensorflow.constant(numpy.load(folder + "/" + v + ".npy")) for k, v in given.items()}
      for name, value in model(**feed).items():
          numpy.save(folder + "/" + name + ".npy", value.numpy())
      """;

  @TempDir Path dir;

  @Test
  @Tag("slow")
  void tensorFlowComputesTheSameOutputs() {
    Path python = Python.with("tensorflow");
    TwoSided.write(dir);
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      Variant v = session.create(TwoSided.graph(), "two", 5, Optional.empty());
      session.export(v, dir.resolve("out"));
      session.export(v, dir.resolve("out"));
      Python.run(python, SERVE, dir.toString());
      NamedTensors inputs =
          NpyArrays.read(
              List.of(
                  new NamedFile("wide", dir.resolve("wide.npy")),
                  new NamedFile("narrow", dir.resolve("narrow.npy"))));
      NamedTensors ours = session.predict(v, inputs, RuntimeId.TENSORFLOW);
      for (int i = 0; i < 2; i++) {
        assertThat(Npy.read(dir.resolve("output_00" + i + ".npy")).floats())
            .containsExactly(ours.tensors().get(i).floats(), within(1e-6f));
      }
    }
  }

  @Test
  void whatIsNoSavedModelIsNotReplacedAndWhatIsQuantizedIsRefused() {
    TwoSided.write(dir);
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      Variant v = session.create(TwoSided.graph(), "two", 5, Optional.empty());
      assertThatThrownBy(() -> session.export(v, dir))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("something else");
      Variant half = session.quantize(QuantizeRequest.of("float16"), SessionListener.SILENT);
      assertThatThrownBy(() -> session.export(half, dir.resolve("out")))
          .hasMessageContainingAll("is quantized", ".tflite");
    }
    assertThat(dir.resolve("wide.npy")).exists();
  }
}
