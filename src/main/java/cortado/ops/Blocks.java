package cortado.ops;

import cortado.UserError;
import cortado.tensor.Shape;

/** Blocks of pixels as channels, and back. */
final class Blocks {
  private Blocks() {}

  static Value toChannels(int block, LayerSteps s) {
    requireParts(s.shape(4).dim(1), block, s);
    requireParts(s.shape().dim(2), block, s);
    return s.lastMoved(new ShapeOp.SpaceToDepth(block), s.input());
  }

  static Value toPixels(int block, LayerSteps s) {
    requireParts(s.shape(4).dim(3), Math.multiplyExact(block, block), s);
    return s.lastMoved(new ShapeOp.DepthToSpace(block), s.input());
  }

  private static void requireParts(int extent, int by, LayerSteps s) {
    if (extent != Shape.UNKNOWN && extent % by != 0) {
      throw UserError.because("The layer '" + s.layer() + "' parts what cannot be parted so")
          .received(extent + " by " + by);
    }
  }
}
