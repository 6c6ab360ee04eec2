package cortado.tflite;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tflite.StepEmitter.Operator;
import java.util.List;
import java.util.Optional;

/**
 * A factor and an offset for each channel as a 1x1 depthwise convolution, which keeps a scale for
 * each channel in int8.
 */
record ChannelScaling(StepTensors tensors) {

  Operator of(float[] factor, float[] offset) {
    Step step = tensors.step();
    int channels = factor.length;
    WeightTensors.Constants c =
        tensors.weights(
            new WeightTensors.Source(
                step.output().name() + "/factor",
                Tensor.of(Shape.of(1, 1, 1, channels), factor),
                3,
                step.output().name() + "/offset",
                offset,
                channels));
    boolean image = step.input().shape().rank() == 4;
    int x = tensors.input();
    List<Integer> inputs = List.of(image ? x : asImage(x, channels), c.kernel(), c.bias());
    Options options = Options.depthwise(Padding.VALID, Size2.ONE, Size2.ONE, 1, Optional.empty());
    Operator scaling =
        new Operator(Builtin.DEPTHWISE_CONV_2D, tensors.integer() ? 3 : 1, options, inputs);
    if (image) {
      return scaling;
    }
    int y = tensors.reshaped(step.output(), "/image", column(step.output(), channels));
    tensors.add(scaling, y);
    return tensors.reshape(y, ValueTensors.shape(step.output()));
  }

  private int asImage(int x, int channels) {
    Step step = tensors.step();
    Shape shape = column(step.input(), channels);
    int image = tensors.reshaped(step.input(), "/image/" + step.output().name(), shape);
    tensors.add(tensors.reshape(x, shape), image);
    return image;
  }

  /** The shape of a value of another rank than 4 with all positions in one column. */
  private static Shape column(Value v, int channels) {
    Shape shape = ValueTensors.shape(v);
    int positions = shape.isKnown() ? Math.toIntExact(shape.elements() / channels) : Shape.UNKNOWN;
    return Shape.of(1, positions, 1, channels);
  }
}
