package cortado.measure.worker;

import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** What executes artifacts of one format. */
public interface WorkerRuntime {
  /** Loads the library and tells its version. */
  String load();

  Predictor open(Path artifact, int threads);

  /** Times each operator; the lines are for whoever asked for them. */
  default List<String> profile(
      Path artifact, int threads, List<Tensor> inputs, int warmups, int runs) {
    throw new UnsupportedOperationException("the runtime does not time its operators");
  }
}
