package cortado.keras;

import cortado.graph.ConvolutionLayer;
import cortado.graph.ElementwiseLayer;
import cortado.graph.ElementwiseLayer.PReLU;
import cortado.graph.ElementwiseLayer.Softmax;
import cortado.graph.Layer;
import cortado.graph.Layer.ActivationLayer;
import cortado.graph.Layer.BatchNormalization;
import cortado.graph.Layer.Concatenate;
import cortado.graph.NamedActivation;
import cortado.graph.NoiseLayer;
import cortado.graph.NoiseLayer.AlphaDropout;
import cortado.graph.NoiseLayer.SharedDropout;
import cortado.graph.NoiseLayer.SpatialDropout;
import cortado.graph.NormalizationLayer;
import cortado.graph.OperatorLayer;
import cortado.graph.OperatorLayer.BlockShuffle;
import cortado.graph.ShapeLayer;
import cortado.graph.ShapeLayer.Permute;
import cortado.graph.ShapeLayer.Reshape;
import cortado.graph.SpatialLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer for tensors whose axes stand in a certain order.
 *
 * @param input the order that it takes
 * @param output the order that it gives
 */
record OrderedLayer(AxisOrder input, Layer layer, AxisOrder output) {

  /**
   * A layer of images or signals, which takes one order only; empty for all others.
   *
   * @param channelsFirst whether it has the channels first in the file
   */
  static Optional<OrderedLayer> ofImages(Layer layer, boolean channelsFirst) {
    boolean takesFormat = layer instanceof ShapeLayer.Flatten || layer instanceof SpatialDropout;
    boolean image =
        layer instanceof Layer.Conv2D
            || layer instanceof Layer.Conv2DTranspose
            || layer instanceof Layer.MaxPooling2D
            || layer instanceof ConvolutionLayer
            || layer instanceof SpatialLayer
            || layer instanceof BlockShuffle;
    if (channelsFirst && (image || takesFormat)) {
      return Optional.of(channelsLast(layer));
    }
    return image ? Optional.of(ofFile(layer)) : Optional.empty();
  }

  /** What computes on tensors with the channels last as the layer of the file does on its own. */
  static OrderedLayer onChannelsLast(Layer layer, int rank) {
    if (layer instanceof NormalizationLayer n) {
      return NormalizationOrder.onChannelsLast(n, rank);
    } else if (layer instanceof OperatorLayer operator) {
      return OperatorOrder.onChannelsLast(operator, rank);
    } else if (layer instanceof NoiseLayer noise) {
      return channelsLast(noise(noise));
    } else if (layer instanceof PReLU l) {
      return prelu(l, rank);
    } else if (layer instanceof Softmax l) {
      return channelsLast(new Softmax(l.name(), ChannelAxes.moved(l.axis(), rank)));
    } else if (layer instanceof ElementwiseLayer || layer instanceof Layer.Dropout) {
      return channelsLast(layer);
    } else if (layer instanceof ActivationLayer l
        && l.activation() != NamedActivation.GLU
        && l.activation() != NamedActivation.LOG_SOFTMAX) {
      boolean softmax = l.activation() == NamedActivation.SOFTMAX;
      return channelsLast(softmax ? new Softmax(l.name(), ChannelAxes.moved(-1, rank)) : l);
    } else if (layer instanceof Concatenate l) {
      return channelsLast(new Concatenate(l.name(), ChannelAxes.moved(l.axis(), rank)));
    } else if (layer instanceof BatchNormalization l) {
      int axis = ChannelAxes.moved(l.axis(), rank);
      return channelsLast(
          new BatchNormalization(l.name(), axis, l.momentum(), l.epsilon(), l.center(), l.scale()));
    } else if (layer instanceof Permute l && l.dims().size() == rank - 1) {
      List<Integer> dims =
          l.dims().stream().map(d -> Math.floorMod(ChannelAxes.moved(d, rank), rank)).toList();
      return new OrderedLayer(
          AxisOrder.CHANNELS_LAST, new Permute(l.name(), dims), AxisOrder.OF_FILE);
    }
    return ofFile(layer);
  }

  /** A reshaping of vectors to images of one pixel, (channels, 1, 1), which have no order. */
  static Optional<OrderedLayer> ofPixels(Layer layer, int rank) {
    if (layer instanceof Reshape l && rank == 2 && l.target().size() > 1) {
      List<Integer> spatial = l.target().subList(1, l.target().size());
      if (spatial.stream().allMatch(d -> d == 1)) {
        List<Integer> target = new ArrayList<>(spatial);
        target.add(l.target().get(0));
        return Optional.of(
            new OrderedLayer(
                AxisOrder.OF_FILE, new Reshape(l.name(), target), AxisOrder.CHANNELS_LAST));
      }
    }
    return Optional.empty();
  }

  static OrderedLayer ofFile(Layer layer) {
    return new OrderedLayer(AxisOrder.OF_FILE, layer, AxisOrder.OF_FILE);
  }

  static OrderedLayer channelsLast(Layer layer) {
    return new OrderedLayer(AxisOrder.CHANNELS_LAST, layer, AxisOrder.CHANNELS_LAST);
  }

  private static Layer noise(NoiseLayer layer) {
    if (layer instanceof SharedDropout l) {
      return new SharedDropout(l.name(), l.rate(), ChannelAxes.reordered(l.shared()));
    } else if (layer instanceof AlphaDropout l) {
      return new AlphaDropout(l.name(), l.rate(), ChannelAxes.reordered(l.shared()));
    } else if (layer instanceof SpatialDropout l && l.axes() == 1) {
      // Without a format of its own, it drops the last axis of the file.
      return new SharedDropout(
          l.name(), l.rate(), ChannelAxes.reordered(List.of(false, true, false)));
    }
    return layer;
  }

  /** Of a PReLU with a slope for each channel; its weights have one order only otherwise. */
  private static OrderedLayer prelu(PReLU layer, int rank) {
    List<Integer> spatial = ChannelAxes.toLast(rank).subList(0, rank - 2);
    return layer.sharedAxes().containsAll(spatial)
        ? channelsLast(new PReLU(layer.name(), ChannelAxes.moved(layer.sharedAxes(), rank)))
        : ofFile(layer);
  }
}
