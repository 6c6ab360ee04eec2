package cortado.keras;

import cortado.graph.ConvolutionLayer.Conv1D;
import cortado.graph.ConvolutionLayer.DepthwiseConv2D;
import cortado.graph.ConvolutionLayer.SeparableConv2D;
import cortado.graph.Layer.Conv2D;
import cortado.graph.Layer.Conv2DTranspose;
import cortado.graph.Size2;
import java.util.List;

/** Convolutions. */
final class ConvolutionLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>(
              "Conv2D", Conv2D.class, ConvolutionLayers::conv2D, ConvolutionLayers::write),
          new LayerCodec<>(
              "Conv2DTranspose",
              Conv2DTranspose.class,
              ConvolutionLayers::conv2DTranspose,
              ConvolutionLayers::write),
          new LayerCodec<>(
              "Conv1D", Conv1D.class, ConvolutionLayers::conv1D, ConvolutionLayers::write),
          new LayerCodec<>(
              "DepthwiseConv2D",
              DepthwiseConv2D.class,
              ConvolutionLayers::depthwise,
              ConvolutionLayers::write),
          new LayerCodec<>(
              "SeparableConv2D",
              SeparableConv2D.class,
              ConvolutionLayers::separable,
              ConvolutionLayers::write));

  private ConvolutionLayers() {}

  private static Conv2D conv2D(LayerConfig c) {
    c.requireChannelsLast();
    int groups = groups(c);
    return new Conv2D(
        c.name(),
        c.positive("filters"),
        c.size("kernel_size"),
        c.size("strides", Size2.ONE),
        c.padding(),
        c.size("dilation_rate", Size2.ONE),
        groups,
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(Conv2D l, ConfigWriter c) {
    c.put("filters", l.filters()).put("kernel_size", l.kernel()).put("strides", l.strides());
    c.put("padding", l.padding()).channelsLast();
    c.put("dilation_rate", l.dilation()).put("groups", l.groups());
    c.put("activation", l.activation()).put("use_bias", l.bias());
  }

  private static int groups(LayerConfig c) {
    int groups = c.positive("groups", 1);
    if (c.positive("filters") % groups != 0) {
      throw c.unsupported("groups", "a divisor of the filters");
    }
    return groups;
  }

  private static Conv1D conv1D(LayerConfig c) {
    c.requireChannelsLast();
    return new Conv1D(
        c.name(),
        c.positive("filters"),
        c.extent("kernel_size"),
        c.extent("strides", 1),
        c.padding(),
        c.extent("dilation_rate", 1),
        groups(c),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(Conv1D l, ConfigWriter c) {
    c.put("filters", l.filters()).put("kernel_size", l.kernel()).put("strides", l.stride());
    c.put("padding", l.padding()).channelsLast();
    c.put("dilation_rate", l.dilation()).put("groups", l.groups());
    c.put("activation", l.activation()).put("use_bias", l.bias());
  }

  private static DepthwiseConv2D depthwise(LayerConfig c) {
    return new DepthwiseConv2D(
        c.name(),
        c.size("kernel_size"),
        depthwiseStrides(c),
        c.padding(),
        c.size("dilation_rate", Size2.ONE),
        c.positive("depth_multiplier", 1),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(DepthwiseConv2D l, ConfigWriter c) {
    c.put("kernel_size", l.kernel()).put("strides", l.strides()).put("padding", l.padding());
    c.channelsLast().put("dilation_rate", l.dilation()).put("groups", 1);
    c.put("activation", l.activation()).put("use_bias", l.bias());
    c.put("depth_multiplier", l.multiplier());
  }

  private static SeparableConv2D separable(LayerConfig c) {
    return new SeparableConv2D(
        c.name(),
        c.positive("filters"),
        c.size("kernel_size"),
        depthwiseStrides(c),
        c.padding(),
        c.size("dilation_rate", Size2.ONE),
        c.positive("depth_multiplier", 1),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(SeparableConv2D l, ConfigWriter c) {
    c.put("filters", l.filters()).put("kernel_size", l.kernel()).put("strides", l.strides());
    c.put("padding", l.padding()).channelsLast();
    c.put("dilation_rate", l.dilation()).put("groups", 1);
    c.put("activation", l.activation()).put("use_bias", l.bias());
    c.put("depth_multiplier", l.multiplier());
  }

  /** The strides, which TensorFlow wants equal and does not combine with dilation. */
  private static Size2 depthwiseStrides(LayerConfig c) {
    c.requireChannelsLast();
    c.requireAbsentOr("groups", "1");
    Size2 strides = c.size("strides", Size2.ONE);
    boolean dilated = !c.size("dilation_rate", Size2.ONE).equals(Size2.ONE);
    if (strides.height() != strides.width() || dilated && !strides.equals(Size2.ONE)) {
      throw c.unsupported("strides", "equal ones, 1 where there is a dilation");
    }
    return strides;
  }

  private static Conv2DTranspose conv2DTranspose(LayerConfig c) {
    c.requireChannelsLast();
    c.requireAbsentOr("output_padding", "null");
    c.requireAbsentOr("groups", "1");
    if (!c.size("dilation_rate", Size2.ONE).equals(Size2.ONE)) {
      throw c.unsupported("dilation_rate", "[1,1]");
    }
    return new Conv2DTranspose(
        c.name(),
        c.positive("filters"),
        c.size("kernel_size"),
        c.size("strides", Size2.ONE),
        c.padding(),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(Conv2DTranspose l, ConfigWriter c) {
    c.put("filters", l.filters()).put("kernel_size", l.kernel()).put("strides", l.strides());
    c.put("padding", l.padding()).channelsLast();
    c.put("activation", l.activation()).put("use_bias", l.bias());
  }
}
