package cortado.keras;

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
              ConvolutionLayers::write));

  private ConvolutionLayers() {}

  private static Conv2D conv2D(LayerConfig c) {
    c.requireChannelsLast();
    int groups = c.positive("groups", 1);
    if (c.positive("filters") % groups != 0) {
      throw c.unsupported("groups", "a divisor of the filters");
    }
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
