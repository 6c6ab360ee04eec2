package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.graph.ConvolutionLayer.DepthwiseConv2D;
import cortado.graph.ConvolutionLayer.SeparableConv2D;
import cortado.graph.Layer.Conv2D;
import cortado.graph.Layer.Conv2DTranspose;
import cortado.graph.Padding;
import cortado.graph.Size2;
import java.util.Collections;
import java.util.List;

/** Convolutions of images. */
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
    return new Conv2D(
        c.name(),
        c.positive("filters"),
        c.size("kernel_size"),
        strides(c),
        c.padding(),
        c.size("dilation_rate", Size2.ONE),
        groups(c),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(Conv2D l, ConfigWriter c) {
    c.put("filters", l.filters());
    window(c, l.kernel(), l.strides(), l.padding(), l.dilation());
    c.put("groups", l.groups()).put("activation", l.activation()).put("use_bias", l.bias());
  }

  /** The groups of a convolution, which its filters are divided into. */
  static int groups(LayerConfig c) {
    int groups = c.positive("groups", 1);
    if (c.positive("filters") % groups != 0) {
      throw c.unsupported("groups", "a divisor of the filters");
    }
    return groups;
  }

  private static DepthwiseConv2D depthwise(LayerConfig c) {
    requireOneGroup(c);
    return new DepthwiseConv2D(
        c.name(),
        c.size("kernel_size"),
        strides(c),
        c.padding(),
        c.size("dilation_rate", Size2.ONE),
        c.positive("depth_multiplier", 1),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(DepthwiseConv2D l, ConfigWriter c) {
    window(c, l.kernel(), l.strides(), l.padding(), l.dilation());
    c.put("activation", l.activation()).put("use_bias", l.bias());
    c.put("depth_multiplier", l.multiplier());
  }

  private static SeparableConv2D separable(LayerConfig c) {
    requireOneGroup(c);
    return new SeparableConv2D(
        c.name(),
        c.positive("filters"),
        c.size("kernel_size"),
        strides(c),
        c.padding(),
        c.size("dilation_rate", Size2.ONE),
        c.positive("depth_multiplier", 1),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(SeparableConv2D l, ConfigWriter c) {
    c.put("filters", l.filters());
    window(c, l.kernel(), l.strides(), l.padding(), l.dilation());
    c.put("activation", l.activation()).put("use_bias", l.bias());
    c.put("depth_multiplier", l.multiplier());
  }

  private static Conv2DTranspose conv2DTranspose(LayerConfig c) {
    requireOneGroup(c);
    return new Conv2DTranspose(
        c.name(),
        c.positive("filters"),
        c.size("kernel_size"),
        strides(c),
        c.padding(),
        outputPadding(c, 2),
        c.size("dilation_rate", Size2.ONE),
        c.activation(),
        c.flag("use_bias", true));
  }

  private static void write(Conv2DTranspose l, ConfigWriter c) {
    c.put("filters", l.filters());
    window(c, l.kernel(), l.strides(), l.padding(), l.dilation());
    write(l.outputPadding(), c);
    c.put("activation", l.activation()).put("use_bias", l.bias());
  }

  /**
   * How far a transposed convolution's output exceeds the smallest one, for each axis; empty if the
   * file does not say.
   */
  static List<Integer> outputPadding(LayerConfig c, int axes) {
    JsonNode v = c.get("output_padding");
    List<Integer> all =
        v.isInt() ? Collections.nCopies(axes, v.intValue()) : c.integers("output_padding");
    if (all.stream().anyMatch(p -> p < 0) || !all.isEmpty() && all.size() != axes) {
      throw c.unsupported("output_padding", "null, or numbers from 0 and below the strides");
    }
    return all;
  }

  static void write(List<Integer> outputPadding, ConfigWriter c) {
    if (outputPadding.isEmpty()) {
      c.json().putNull("output_padding");
    } else {
      c.put("output_padding", outputPadding);
    }
  }

  private static void window(
      ConfigWriter c, Size2 kernel, Size2 strides, Padding padding, Size2 dilation) {
    c.put("kernel_size", kernel).put("strides", strides).put("padding", padding);
    c.channelsLast().put("dilation_rate", dilation);
  }

  static void requireOneGroup(LayerConfig c) {
    c.requireAbsentOr("groups", "1");
  }

  /** The strides, which Keras does not combine with dilation. */
  private static Size2 strides(LayerConfig c) {
    Size2 strides = c.size("strides", Size2.ONE);
    if (!strides.equals(Size2.ONE) && !c.size("dilation_rate", Size2.ONE).equals(Size2.ONE)) {
      throw c.unsupported("strides", "1 where there is a dilation_rate");
    }
    return strides;
  }
}
