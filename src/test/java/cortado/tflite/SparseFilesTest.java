package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import cortado.prune.WeightPruning;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose zeros are left out compute what those do that have them. */
class SparseFilesTest {
  private static final Graph UNET = UNet.of(32, 1, List.of(8, 16, 320));

  private static final String RUN =
      """
      import sys, numpy as np
      from ai_edge_litert.interpreter import Interpreter
      x = np.load(sys.argv[1])
      outputs = []
      for model in sys.argv[2:]:
          interpreter = Interpreter(model, num_threads=1)
          run = interpreter.get_signature_runner('serving_default')
          name, = run.get_input_details()
          outputs.append(list(run(**{name: x}).values())[0])
      print((outputs[0] == outputs[1]).all(), np.ptp(outputs[0]) > 0)
      """;

  @TempDir Path dir;

  private static Program pruned(double sparsity) {
    Model model = Initializer.initialize(UNET, 3);
    Model zeros =
        WeightPruning.of(UNET, PruningMethod.MAGNITUDE, 7).apply(model, new Sparsity(sparsity));
    return Rewrites.forInference(Lowering.lower(zeros));
  }

  private static QuantizationPlan plan(String scheme, Program p) {
    Tensor samples = Programs.normal(1, 3, 32, 32, 1);
    return QuantizationPlan.of(Scheme.of(scheme), p, Calibrator.calibrate(p, samples));
  }

  private Path write(Program p, String scheme, boolean sparse) {
    Path file = dir.resolve(scheme + (sparse ? "-sparse" : "") + ".tflite");
    if (sparse) {
      TfliteWriter.writeSparse(p, plan(scheme, p), file);
    } else {
      TfliteWriter.write(p, plan(scheme, p), file);
    }
    return file;
  }

  private static float[] predict(Path file, Tensor x) {
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      return predictor.predict(x).floats();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16", "int8"})
  void bothRuntimesComputeTheSameFromASmallerFile(String scheme) throws IOException {
    Program p = pruned(0.8);
    Path dense = write(p, scheme, false);
    Path sparse = write(p, scheme, true);
    Tensor x = Programs.normal(5, 1, 32, 32, 1);

    assertThat(Files.size(sparse)).isLessThan(Files.size(dense) * 7 / 10);
    assertThat(predict(sparse, x)).containsExactly(predict(dense, x));

    Path samples = dir.resolve("x.npy");
    Npy.write(samples, x);
    Path python = Python.with("ai_edge_litert");
    assertThat(Python.run(python, RUN, samples.toString(), dense.toString(), sparse.toString()))
        .contains("True True");
  }

  @Test
  void eachKernelIsEncodedOnlyWhereThatIsSmaller() throws IOException {
    Path sparse = write(pruned(0.8), "float32", true);
    TfliteFile file = TfliteFile.read(sparse);
    var kernels = file.main().tensors().stream().filter(t -> t.isConstant() && t.sparse()).toList();
    assertThat(kernels).isNotEmpty().allMatch(t -> t.dataBytes() < t.shape().elements() * 4);
    assertThat(file.main().tensors())
        .anyMatch(t -> t.isConstant() && !t.sparse() && t.shape().equals(Shape.of(8, 3, 3, 1)));
    assertThat(TfliteWeights.of(file, sparse).sparsity()).isBetween(0.79, 0.81);

    Path none = dir.resolve("none.tflite");
    assertThat(TfliteWriter.writeSparse(pruned(0), plan("float32", pruned(0)), none)).isZero();
    assertThat(none).doesNotExist();
    Program p = pruned(0.8);
    assertThat(TfliteWriter.writeSparse(p, plan("dynamic", p), none))
        .as("kernels of fewer than 1024 elements, which stay float32")
        .isBetween(1L, 3L);
    Tensor x = Programs.normal(5, 1, 32, 32, 1);
    assertThat(predict(none, x)).containsExactly(predict(write(p, "dynamic", false), x));
  }
}
