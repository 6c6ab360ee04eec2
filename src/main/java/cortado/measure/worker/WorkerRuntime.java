package cortado.measure.worker;

import cortado.tensor.Predictor;
import java.nio.file.Path;

/** What executes artifacts of one format. */
public interface WorkerRuntime {
  /** Loads the library and tells its version. */
  String load();

  Predictor open(Path artifact, int threads);
}
