package cortado.tflite;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;

/** Feeds the samples of a batch to a model of batch 1, one at a time. */
final class SampleFeed {
  private final List<TensorPort> ports;
  private final List<float[]> values;

  SampleFeed(List<TensorPort> ports, List<Tensor> inputs) {
    this.ports = ports;
    this.values = inputs.stream().map(Tensor::floats).toList();
  }

  /**
   * How many samples there are.
   *
   * @throws UserError if the inputs do not have the shapes that the model takes
   */
  static int check(List<TensorPort> ports, List<Tensor> inputs) {
    if (inputs.size() != ports.size()) {
      throw UserError.because("The model takes another number of inputs")
          .received(inputs.size())
          .allowed(ports.size());
    }
    int batch = inputs.get(0).shape().rank() == 0 ? 1 : inputs.get(0).shape().dim(0);
    for (int i = 0; i < inputs.size(); i++) {
      Shape taken = ports.get(i).shape();
      if (taken.rank() == 0 || taken.dim(0) != 1) {
        throw UserError.because("The TFLite file is not of batch 1").received(taken);
      }
      Shape allowed = taken.withDim(0, batch);
      Tensor given = inputs.get(i);
      if (given.dtype() != DType.FLOAT32 || !given.shape().equals(allowed)) {
        throw UserError.because("The input '" + ports.get(i).name() + "' does not fit the model")
            .received(given)
            .allowed(DType.FLOAT32 + " " + taken.withDim(0, Shape.UNKNOWN));
      }
    }
    return batch;
  }

  /** Sets the model's inputs to one sample. */
  void write(int sample) {
    for (int i = 0; i < ports.size(); i++) {
      ports.get(i).write(values.get(i), sample * ports.get(i).elements());
    }
  }
}
