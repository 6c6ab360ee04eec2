package cortado.tensorflow;

import cortado.graph.Model;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** What a model computes on TensorFlow. */
public final class Inference {
  private Inference() {}

  /** The output of a model for an input; the SavedModel is written to a folder. */
  public static Tensor of(Model model, Tensor input, Path folder) {
    SavedModel.write(model, folder.resolve("saved"));
    try (Predictor p = TensorFlowPredictor.open(folder.resolve("saved"), 1)) {
      return p.predict(List.of(input)).get(0);
    }
  }
}
