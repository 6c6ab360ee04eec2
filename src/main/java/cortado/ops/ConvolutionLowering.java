package cortado.ops;

import cortado.graph.ConvolutionLayer;
import cortado.graph.ConvolutionLayer.Conv1D;
import cortado.graph.ConvolutionLayer.Conv1DTranspose;
import cortado.graph.ConvolutionLayer.DepthwiseConv1D;
import cortado.graph.ConvolutionLayer.DepthwiseConv2D;
import cortado.graph.ConvolutionLayer.SeparableConv1D;
import cortado.graph.ConvolutionLayer.SeparableConv2D;
import cortado.graph.Layer.Conv2D;
import cortado.graph.Layer.Conv2DTranspose;

/** Convolutions: separable ones as two, those of signals as of images of one row. */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static Value lower(ConvolutionLayer layer, LayerSteps s) {
    if (layer instanceof Conv1D l) {
      return SignalLowering.convolution(l, s);
    } else if (layer instanceof Conv1DTranspose l) {
      return SignalLowering.transposed(l, s);
    } else if (layer instanceof DepthwiseConv1D l) {
      return SignalLowering.depthwise(l, s);
    } else if (layer instanceof SeparableConv1D l) {
      return SignalLowering.separable(l, s);
    } else if (layer instanceof DepthwiseConv2D l) {
      s.shape(4);
      Window w = new Window(l.kernel(), l.strides(), l.padding(), l.dilation());
      return new ConvolutionSteps(s, w, l.bias(), l.activation())
          .depthwise(l.multiplier(), s.input());
    } else if (layer instanceof SeparableConv2D l) {
      s.shape(4);
      Window w = new Window(l.kernel(), l.strides(), l.padding(), l.dilation());
      return new ConvolutionSteps(s, w, l.bias(), l.activation())
          .separable(l.multiplier(), l.filters(), s.input());
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  static Value conv2D(Conv2D l, LayerSteps s) {
    s.shape(4);
    Window w = new Window(l.kernel(), l.strides(), l.padding(), l.dilation());
    return new ConvolutionSteps(s, w, l.bias(), l.activation())
        .convolution(l.groups(), l.filters(), s.input());
  }

  static Value conv2DTranspose(Conv2DTranspose l, LayerSteps s) {
    s.shape(4);
    Window w = new Window(l.kernel(), l.strides(), l.padding(), l.dilation());
    return new ConvolutionSteps(s, w, l.bias(), l.activation())
        .transposed(l.outputPadding(), l.filters(), s.input());
  }
}
