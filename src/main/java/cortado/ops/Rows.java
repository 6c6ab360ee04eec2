package cortado.ops;

import cortado.tensor.Shape;

/** Signals (batch, length, channels) as images of one row (batch, 1, length, channels). */
final class Rows {
  private Rows() {}

  /** The first input of a call, which is a signal, as an image. */
  static Value of(LayerSteps s) {
    s.shape(3);
    return of(s.input(), s);
  }

  /** A signal on the way to the call's output as an image. */
  static Value of(Value x, LayerSteps s) {
    Shape signal = x.shape();
    Shape image = Shape.of(signal.dim(0), 1, signal.dim(1), signal.dim(2));
    return s.moved("image", new ShapeOp.Reshape(image), x);
  }

  /** An image of one row as the signal that the call computes. */
  static Value back(Value row, LayerSteps s) {
    Shape signal = Shape.of(row.shape().dim(0), row.shape().dim(2), row.shape().dim(3));
    return s.lastMoved(new ShapeOp.Reshape(signal), row);
  }
}
