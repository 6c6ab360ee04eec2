package cortado.keras;

import static cortado.keras.ConvolutionLayers.groups;
import static cortado.keras.ConvolutionLayers.requireOneGroup;

import cortado.UserError;
import cortado.graph.ConvolutionLayer.Conv1D;
import cortado.graph.ConvolutionLayer.Conv1DTranspose;
import cortado.graph.ConvolutionLayer.DepthwiseConv1D;
import cortado.graph.ConvolutionLayer.SeparableConv1D;
import cortado.graph.SignalPadding;
import java.util.List;

/** Convolutions of signals. */
final class SignalLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>("Conv1D", Conv1D.class, SignalLayers::conv1D, SignalLayers::write),
          new LayerCodec<>(
              "Conv1DTranspose",
              Conv1DTranspose.class,
              SignalLayers::conv1DTranspose,
              SignalLayers::write),
          new LayerCodec<>(
              "DepthwiseConv1D",
              DepthwiseConv1D.class,
              SignalLayers::depthwise,
              SignalLayers::write),
          new LayerCodec<>(
              "SeparableConv1D",
              SeparableConv1D.class,
              SignalLayers::separable,
              SignalLayers::write));

  private SignalLayers() {}

  private static Conv1D conv1D(LayerConfig c) {
    return new Conv1D(
        c.name(),
        c.positive("filters"),
        c.extent("kernel_size"),
        stride(c),
        padding(c),
        c.extent("dilation_rate", 1),
        groups(c),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(Conv1D l, ConfigWriter c) {
    c.put("filters", l.filters());
    window(c, l.kernel(), l.stride(), l.padding(), l.dilation());
    c.put("groups", l.groups()).put("activation", l.activation()).put("use_bias", l.bias());
  }

  private static Conv1DTranspose conv1DTranspose(LayerConfig c) {
    requireOneGroup(c);
    return new Conv1DTranspose(
        c.name(),
        c.positive("filters"),
        c.extent("kernel_size"),
        stride(c),
        c.padding(),
        ConvolutionLayers.outputPadding(c, 1),
        c.extent("dilation_rate", 1),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(Conv1DTranspose l, ConfigWriter c) {
    c.put("filters", l.filters());
    window(c, l.kernel(), l.stride(), l.padding(), l.dilation());
    ConvolutionLayers.write(l.outputPadding(), c);
    c.put("activation", l.activation()).put("use_bias", l.bias());
  }

  private static DepthwiseConv1D depthwise(LayerConfig c) {
    requireOneGroup(c);
    return new DepthwiseConv1D(
        c.name(),
        c.extent("kernel_size"),
        stride(c),
        c.padding(),
        c.extent("dilation_rate", 1),
        c.positive("depth_multiplier", 1),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(DepthwiseConv1D l, ConfigWriter c) {
    window(c, l.kernel(), l.stride(), l.padding(), l.dilation());
    c.put("activation", l.activation()).put("use_bias", l.bias());
    c.put("depth_multiplier", l.multiplier());
  }

  private static SeparableConv1D separable(LayerConfig c) {
    requireOneGroup(c);
    return new SeparableConv1D(
        c.name(),
        c.positive("filters"),
        c.extent("kernel_size"),
        stride(c),
        padding(c),
        c.extent("dilation_rate", 1),
        c.positive("depth_multiplier", 1),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(SeparableConv1D l, ConfigWriter c) {
    if (l.padding() == SignalPadding.CAUSAL && c.generation() == Generation.KERAS_3) {
      throw UserError.because(
              "The layer of Keras 3 that '" + l.name() + "' is has no causal padding")
          .allowed("same, valid")
          .next("%export to a file of Keras 2, such as model.h5");
    }
    c.put("filters", l.filters());
    window(c, l.kernel(), l.stride(), l.padding(), l.dilation());
    c.put("activation", l.activation()).put("use_bias", l.bias());
    c.put("depth_multiplier", l.multiplier());
  }

  private static void window(
      ConfigWriter c, int kernel, int stride, Enum<?> padding, int dilation) {
    c.put("kernel_size", kernel).put("strides", stride).put("padding", padding);
    c.channelsLast().put("dilation_rate", dilation);
  }

  private static SignalPadding padding(LayerConfig c) {
    return c.oneOf("padding", SignalPadding.class, SignalPadding.VALID);
  }

  /** The stride, which Keras does not combine with dilation. */
  private static int stride(LayerConfig c) {
    int stride = c.extent("strides", 1);
    if (stride > 1 && c.extent("dilation_rate", 1) > 1) {
      throw c.unsupported("strides", "1 where there is a dilation_rate");
    }
    return stride;
  }
}
