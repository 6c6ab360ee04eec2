package cortado.measure.worker;

import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.TensorFlowLibrary;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.tflite.Kernels;
import cortado.tflite.TfliteLibrary;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteProfiler;
import java.nio.file.Path;
import java.util.List;

/** The runtimes by their ids; only the one that is asked for is loaded. */
final class Runtimes {
  private Runtimes() {}

  static WorkerRuntime named(String id) {
    return switch (id) {
      case "tensorflow" -> new TensorFlow();
      case "tflite" -> new Tflite(Kernels.XNNPACK);
      case "tflite-builtin" -> new Tflite(Kernels.BUILT_IN);
      default -> throw new IllegalArgumentException("no runtime " + id);
    };
  }

  private static final class TensorFlow implements WorkerRuntime {
    @Override
    public String load() {
      TensorFlowLibrary.load();
      return "TensorFlow " + TensorFlowLibrary.version();
    }

    @Override
    public Predictor open(Path artifact, int threads) {
      return TensorFlowPredictor.open(artifact, threads);
    }
  }

  private record Tflite(Kernels kernels) implements WorkerRuntime {
    @Override
    public String load() {
      TfliteLibrary.load();
      return "TensorFlow Lite " + TfliteLibrary.version();
    }

    @Override
    public Predictor open(Path artifact, int threads) {
      return TflitePredictor.open(artifact, threads, kernels);
    }

    @Override
    public List<String> profile(
        Path artifact, int threads, List<Tensor> inputs, int warmups, int runs) {
      return TfliteProfiler.profile(artifact, threads, kernels, inputs, warmups, runs).lines();
    }
  }
}
