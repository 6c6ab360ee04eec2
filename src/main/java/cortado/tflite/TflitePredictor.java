package cortado.tflite;

import cortado.UserError;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/**
 * Runs a TFLite file, with the XNNPACK kernels unless told otherwise. The samples of a batch are
 * computed one after the other, as the files hold models of batch 1.
 */
public final class TflitePredictor implements Predictor {
  private final NativeInterpreter model;

  private TflitePredictor(NativeInterpreter model) {
    this.model = model;
  }

  /**
   * @param threads that one inference may use, at least 1
   * @throws UserError if the file is missing, damaged or not one that the runtime can execute
   */
  public static Predictor open(Path file, int threads) {
    return open(file, threads, Kernels.XNNPACK);
  }

  /** As {@link #open(Path, int)} with kernels of choice. */
  public static Predictor open(Path file, int threads, Kernels kernels) {
    return new TflitePredictor(NativeInterpreter.open(file, threads, kernels.mode()));
  }

  /**
   * @throws UserError if the inputs do not have the shapes that the model takes
   */
  @Override
  public List<Tensor> predict(List<Tensor> inputs) {
    try (PointerScope scope = new PointerScope()) {
      return new SampleFeed(model, inputs).outputs();
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
