package cortado.ops;

import cortado.graph.Activation;
import cortado.graph.ConvolutionLayer.Conv1D;
import cortado.graph.ConvolutionLayer.Conv1DTranspose;
import cortado.graph.ConvolutionLayer.DepthwiseConv1D;
import cortado.graph.ConvolutionLayer.SeparableConv1D;
import cortado.graph.Padding;
import cortado.graph.SignalPadding;
import java.util.List;

/** Convolutions of signals as of images of one row. */
final class SignalLowering {
  private SignalLowering() {}

  static Value convolution(Conv1D l, LayerSteps s) {
    Window w = Window.row(l.kernel(), l.stride(), of(l.padding()), l.dilation());
    Value x = row(w, l.padding(), s);
    return Rows.back(
        steps(w, l.bias(), l.activation(), s).convolution(l.groups(), l.filters(), x), s);
  }

  static Value transposed(Conv1DTranspose l, LayerSteps s) {
    Window w = Window.row(l.kernel(), l.stride(), l.padding(), l.dilation());
    Value x = Rows.of(s);
    List<Integer> beyond =
        l.outputPadding().isEmpty() ? List.of() : List.of(0, l.outputPadding().get(0));
    return Rows.back(steps(w, l.bias(), l.activation(), s).transposed(beyond, l.filters(), x), s);
  }

  static Value depthwise(DepthwiseConv1D l, LayerSteps s) {
    Window w = Window.row(l.kernel(), l.stride(), l.padding(), l.dilation());
    Value x = Rows.of(s);
    return Rows.back(steps(w, l.bias(), l.activation(), s).depthwise(l.multiplier(), x), s);
  }

  static Value separable(SeparableConv1D l, LayerSteps s) {
    Window w = Window.row(l.kernel(), l.stride(), of(l.padding()), l.dilation());
    Value x = row(w, l.padding(), s);
    return Rows.back(
        steps(w, l.bias(), l.activation(), s).separable(l.multiplier(), l.filters(), x), s);
  }

  private static ConvolutionSteps steps(Window w, boolean bias, Activation f, LayerSteps s) {
    return new ConvolutionSteps(s.part("row"), w, bias, f);
  }

  /** Causal padding is zeros before the signal. */
  private static Padding of(SignalPadding padding) {
    return padding == SignalPadding.SAME ? Padding.SAME : Padding.VALID;
  }

  private static Value row(Window w, SignalPadding padding, LayerSteps s) {
    int before = (w.kernel().width() - 1) * w.dilation().width();
    if (padding != SignalPadding.CAUSAL || before == 0) {
      return Rows.of(s);
    }
    s.shape(3);
    return Rows.of(s.moved("causal", ShapeOp.Pad.signal(before, 0), s.input()), s);
  }
}
