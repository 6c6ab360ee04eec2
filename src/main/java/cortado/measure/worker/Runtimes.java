package cortado.measure.worker;

import cortado.tensor.Predictor;
import cortado.tensorflow.TensorFlowLibrary;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.tflite.TfliteLibrary;
import cortado.tflite.TflitePredictor;
import java.nio.file.Path;

/** The runtimes by their ids; only the one that is asked for is loaded. */
final class Runtimes {
  private Runtimes() {}

  static WorkerRuntime named(String id) {
    return switch (id) {
      case "tensorflow" -> new TensorFlow();
      case "tflite" -> new Tflite();
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

  private static final class Tflite implements WorkerRuntime {
    @Override
    public String load() {
      TfliteLibrary.load();
      return "TensorFlow Lite " + TfliteLibrary.version();
    }

    @Override
    public Predictor open(Path artifact, int threads) {
      return TflitePredictor.open(artifact, threads);
    }
  }
}
