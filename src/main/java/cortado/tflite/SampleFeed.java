package cortado.tflite;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds the samples of a batch to a model of a fixed batch, which is 1 in files of Cortado, a block
 * at a time; the last block is filled up with its last sample.
 */
final class SampleFeed {
  private final NativeInterpreter model;
  private final List<float[]> values;
  private final int samples;
  private final int block;

  /**
   * @throws UserError if the inputs do not have the shapes that the model takes
   */
  SampleFeed(NativeInterpreter model, List<Tensor> inputs) {
    this.model = model;
    List<Shape> takes = model.takes();
    this.block = block(takes);
    this.samples = check(model, takes, inputs);
    model.fit(inputs.stream().map(t -> t.shape().withDim(0, block)).toList());
    this.values = inputs.stream().map(Tensor::floats).toList();
  }

  private static int block(List<Shape> takes) {
    List<Integer> batches =
        takes.stream().map(s -> s.rank() == 0 ? 0 : s.dim(0)).distinct().toList();
    if (batches.size() != 1 || batches.get(0) < 1) {
      throw UserError.because("The inputs of the TFLite file have no batch in common")
          .received(takes)
          .allowed("samples along the first axis");
    }
    return batches.get(0);
  }

  private static int check(NativeInterpreter model, List<Shape> takes, List<Tensor> inputs) {
    if (inputs.size() != takes.size()) {
      throw UserError.because("The model takes another number of inputs")
          .received(inputs.size())
          .allowed(takes.size());
    }
    Shape first = inputs.get(0).shape();
    int batch = first.rank() == 0 ? 0 : first.dim(0);
    if (batch < 1) {
      throw UserError.because("There is no sample in the input").received(first);
    }
    for (int i = 0; i < inputs.size(); i++) {
      Shape taken = takes.get(i);
      Tensor given = inputs.get(i);
      if (given.dtype() != DType.FLOAT32 || !fits(given.shape(), taken.withDim(0, batch))) {
        throw UserError.because("The input '" + model.inputName(i) + "' does not fit the model")
            .received(given)
            .allowed(DType.FLOAT32 + " " + taken.withDim(0, Shape.UNKNOWN));
      }
    }
    return batch;
  }

  private static boolean fits(Shape given, Shape taken) {
    boolean fits = given.rank() == taken.rank();
    for (int axis = 0; fits && axis < taken.rank(); axis++) {
      boolean free = taken.dim(axis) == Shape.UNKNOWN && given.dim(axis) > 0;
      fits = free || given.dim(axis) == taken.dim(axis);
    }
    return fits;
  }

  int samples() {
    return samples;
  }

  /** Computes the outputs for the block that begins with a sample; they stay until the next. */
  void invoke(int sample) {
    List<TensorPort> ports = model.inputs();
    for (int i = 0; i < ports.size(); i++) {
      int each = ports.get(i).elements() / block;
      if (sample + block <= samples) {
        ports.get(i).write(values.get(i), sample * each);
      } else {
        ports.get(i).write(filledUp(values.get(i), sample, each), 0);
      }
    }
    model.invoke();
  }

  private float[] filledUp(float[] all, int sample, int each) {
    float[] part = new float[block * each];
    for (int k = 0; k < block; k++) {
      int from = Math.min(sample + k, samples - 1) * each;
      System.arraycopy(all, from, part, k * each, each);
    }
    return part;
  }

  /** Computes all samples and returns the outputs, batch first. */
  List<Tensor> outputs() {
    List<OutputCollector> out = new ArrayList<>();
    for (int sample = 0; sample < samples; sample += block) {
      invoke(sample);
      List<TensorPort> ports = model.outputs();
      for (int i = 0; i < ports.size(); i++) {
        if (sample == 0) {
          out.add(new OutputCollector(samples, block));
        }
        out.get(i).add(ports.get(i));
      }
    }
    return out.stream().map(OutputCollector::tensor).toList();
  }
}
