package cortado.tflite;

import cortado.UserError;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorflowlite.Interpreter;

/**
 * Runs a TFLite file with the XNNPACK kernels. The samples of a batch are computed one after the
 * other, as the files hold models of batch 1.
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
    return new TflitePredictor(NativeInterpreter.open(file, threads, NativeInterpreter.Mode.FAST));
  }

  /**
   * @throws UserError if the inputs do not have the shapes that the model takes
   */
  @Override
  public List<Tensor> predict(List<Tensor> inputs) {
    try (PointerScope scope = new PointerScope()) {
      Interpreter interpreter = model.get();
      List<TensorPort> in = new ArrayList<>();
      for (int i = 0; i < interpreter.inputs().limit(); i++) {
        in.add(new TensorPort(interpreter.input_tensor(i)));
      }
      int batch = SampleFeed.check(in, inputs);
      List<TensorPort> out = new ArrayList<>();
      List<float[]> results = new ArrayList<>();
      for (int i = 0; i < interpreter.outputs().limit(); i++) {
        TensorPort port = new TensorPort(interpreter.output_tensor(i));
        out.add(port);
        results.add(new float[Math.multiplyExact(port.elements(), batch)]);
      }
      SampleFeed feed = new SampleFeed(in, inputs);
      for (int sample = 0; sample < batch; sample++) {
        feed.write(sample);
        model.invoke();
        for (int i = 0; i < out.size(); i++) {
          out.get(i).read(results.get(i), sample * out.get(i).elements());
        }
      }
      List<Tensor> tensors = new ArrayList<>();
      for (int i = 0; i < out.size(); i++) {
        tensors.add(Tensor.of(out.get(i).shape().withDim(0, batch), results.get(i)));
      }
      return tensors;
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
