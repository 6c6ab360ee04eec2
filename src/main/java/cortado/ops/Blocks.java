package cortado.ops;

import cortado.UserError;
import cortado.tensor.Shape;
import java.util.List;

/** Blocks of pixels as channels, and back; the rows of a block come first. */
final class Blocks {
  private static final ShapeOp TURN = new ShapeOp.Transpose(List.of(0, 1, 3, 2, 4));

  private Blocks() {}

  static Value toChannels(int block, LayerSteps s) {
    Shape x = known(s);
    int rows = parted(x.dim(1), block, s);
    int columns = parted(x.dim(2), block, s);
    int channels = Math.multiplyExact(Math.multiplyExact(block, block), x.dim(3));
    Shape blocks = Shape.of(x.dim(0), rows, block, columns, channels / block);
    return turned(blocks, Shape.of(x.dim(0), rows, columns, channels), s);
  }

  static Value toPixels(int block, LayerSteps s) {
    Shape x = known(s);
    int channels = parted(x.dim(3), Math.multiplyExact(block, block), s);
    Shape blocks = Shape.of(x.dim(0), x.dim(1), x.dim(2), block, block * channels);
    int rows = Math.multiplyExact(x.dim(1), block);
    int columns = Math.multiplyExact(x.dim(2), block);
    return turned(blocks, Shape.of(x.dim(0), rows, columns, channels), s);
  }

  private static Value turned(Shape blocks, Shape out, LayerSteps s) {
    Value parts = s.moved("blocks", new ShapeOp.Reshape(blocks), s.input());
    return s.lastMoved(new ShapeOp.Reshape(out), s.moved("turned", TURN, parts));
  }

  private static Shape known(LayerSteps s) {
    if (!s.shape(4).withDim(0, 1).isKnown()) {
      throw UserError.because("The layer '" + s.layer() + "' needs to know the size of its input")
          .received(s.shape())
          .next("give the model an input of fixed size");
    }
    return s.shape();
  }

  private static int parted(int extent, int by, LayerSteps s) {
    if (extent % by != 0) {
      throw UserError.because("The layer '" + s.layer() + "' parts what cannot be parted so")
          .received(extent + " by " + by);
    }
    return extent / by;
  }
}
