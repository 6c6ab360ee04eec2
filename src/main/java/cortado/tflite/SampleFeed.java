package cortado.tflite;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Feeds the samples of a batch to a model of batch 1, one at a time. */
final class SampleFeed {
  private final NativeInterpreter model;
  private final List<float[]> values;
  private final int samples;

  /**
   * @throws UserError if the inputs do not have the shapes that the model takes
   */
  SampleFeed(NativeInterpreter model, List<Tensor> inputs) {
    this.model = model;
    this.samples = check(model.inputs(), inputs);
    this.values = inputs.stream().map(Tensor::floats).toList();
  }

  private static int check(List<TensorPort> ports, List<Tensor> inputs) {
    if (inputs.size() != ports.size()) {
      throw UserError.because("The model takes another number of inputs")
          .received(inputs.size())
          .allowed(ports.size());
    }
    Shape first = inputs.get(0).shape();
    int batch = first.rank() == 0 ? 0 : first.dim(0);
    if (batch < 1) {
      throw UserError.because("There is no sample in the input").received(first);
    }
    for (int i = 0; i < inputs.size(); i++) {
      Shape taken = ports.get(i).shape();
      if (taken.rank() == 0 || taken.dim(0) != 1) {
        throw UserError.because("The TFLite file is not of batch 1").received(taken);
      }
      Tensor given = inputs.get(i);
      if (given.dtype() != DType.FLOAT32 || !given.shape().equals(taken.withDim(0, batch))) {
        throw UserError.because("The input '" + ports.get(i).name() + "' does not fit the model")
            .received(given)
            .allowed(DType.FLOAT32 + " " + taken.withDim(0, Shape.UNKNOWN));
      }
    }
    return batch;
  }

  int samples() {
    return samples;
  }

  /** Computes the outputs for one sample; they stay in the model until the next. */
  void invoke(int sample) {
    List<TensorPort> ports = model.inputs();
    for (int i = 0; i < ports.size(); i++) {
      ports.get(i).write(values.get(i), sample * ports.get(i).elements());
    }
    model.invoke();
  }

  /** Computes all samples and returns the outputs, batch first. */
  List<Tensor> outputs() {
    List<OutputCollector> out = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      invoke(sample);
      List<TensorPort> ports = model.outputs();
      for (int i = 0; i < ports.size(); i++) {
        if (sample == 0) {
          out.add(new OutputCollector(samples));
        }
        out.get(i).add(ports.get(i));
      }
    }
    return out.stream().map(OutputCollector::tensor).toList();
  }
}
