package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.AtomicFile;
import cortado.tensor.BatchPrediction;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constants behind the flatbuffer, as a file beyond 2 GB has them, in small files. */
class ExternalConstantsTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16", "dynamic"})
  void theRuntimeComputesTheSame(String scheme) {
    Tensor input = Npy.read(Fixtures.file("unet-isbi.input.npy"));
    assertThat(predict(write(scheme, 0), input))
        .isEqualTo(predict(write(scheme, Long.MAX_VALUE), input));
  }

  @Test
  void theOfficialRuntimeTakesThem() {
    Path file = write("float32", 0);
    Path input = Fixtures.file("unet-isbi.input.npy");
    String difference =
        Python.run(
            Python.with("numpy", "ai_edge_litert"),
            """
            import sys
            import numpy as np
            from ai_edge_litert.interpreter import Interpreter
            i = Interpreter(sys.argv[1])
            i.allocate_tensors()
            i.set_tensor(i.get_input_details()[0]['index'], np.load(sys.argv[2])[:1])
            i.invoke()
            y = i.get_tensor(i.get_output_details()[0]['index'])
            print(np.abs(y - np.load(sys.argv[3])[:1]).max())
            """,
            file.toString(),
            input.toString(),
            Fixtures.file("unet-isbi.output.npy").toString());
    assertThat(Double.parseDouble(difference.lines().reduce((a, b) -> b).orElseThrow()))
        .isLessThan(1e-4);
  }

  private Path write(String scheme, long most) {
    Model model = KerasReader.read(Fixtures.file("unet-isbi.h5"));
    Program program = Rewrites.forInference(Lowering.lower(model));
    Path file = dir.resolve(scheme + most + ".tflite");
    QuantizationPlan plan = QuantizationPlan.of(Scheme.of(scheme));
    AtomicFile.stream(file, TfliteWriter.content(program, plan, most));
    return file;
  }

  private static Tensor predict(Path file, Tensor input) {
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      return new BatchPrediction(predictor, 1).of(input);
    }
  }
}
