package cortado.ops;

import cortado.UserError;
import cortado.graph.Interpolation;
import cortado.graph.ShapeLayer;
import cortado.graph.ShapeLayer.Flatten;
import cortado.graph.ShapeLayer.Permute;
import cortado.graph.ShapeLayer.RepeatVector;
import cortado.graph.ShapeLayer.Reshape;
import cortado.graph.Size2;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Layers that give the values another shape or order. */
final class ShapeLowering {
  private ShapeLowering() {}

  static Value lower(ShapeLayer layer, LayerSteps s) {
    if (layer instanceof Flatten) {
      return reshape(List.of(Shape.UNKNOWN), s);
    } else if (layer instanceof Reshape l) {
      return reshape(l.target(), s);
    } else if (layer instanceof Permute l) {
      return permute(l, s);
    } else if (layer instanceof RepeatVector l) {
      return repeat(l, s);
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  private static Value reshape(List<Integer> target, LayerSteps s) {
    int[] dims = new int[target.size() + 1];
    dims[0] = s.shape().dim(0);
    int open = 0;
    for (int i = 1; i < dims.length; i++) {
      dims[i] = target.get(i - 1);
      open = dims[i] == Shape.UNKNOWN ? i : open;
    }
    Shape sample = s.shape().withDim(0, 1);
    if (sample.isKnown()) {
      long rest = sample.elements() / product(dims);
      if (open > 0) {
        dims[open] = Math.toIntExact(rest);
      }
      if (product(dims) != sample.elements()) {
        throw UserError.because("The layer '" + s.layer() + "' cannot give its input another shape")
            .received(s.shape())
            .allowed("as many values as in " + target);
      }
    }
    return s.lastMoved(new ShapeOp.Reshape(Shape.of(dims)), s.input());
  }

  private static long product(int[] dims) {
    return IntStream.of(dims)
        .skip(1)
        .filter(d -> d != Shape.UNKNOWN)
        .asLongStream()
        .reduce(1, Math::multiplyExact);
  }

  private static Value permute(Permute l, LayerSteps s) {
    if (l.dims().size() != s.shape().rank() - 1) {
      throw UserError.because("The layer '" + s.layer() + "' orders another number of axes")
          .received(s.shape())
          .allowed("the batch and " + l.dims().size() + " others");
    }
    List<Integer> axes = new ArrayList<>(List.of(0));
    axes.addAll(l.dims());
    return s.lastMoved(new ShapeOp.Transpose(axes), s.input());
  }

  /** An image of one pixel enlarged, as every backend can do that. */
  private static Value repeat(RepeatVector l, LayerSteps s) {
    Shape x = s.shape(2);
    Shape pixel = Shape.of(x.dim(0), 1, 1, x.dim(1));
    Value image = s.moved("pixel", new ShapeOp.Reshape(pixel), s.input());
    Op repeat = new Op.Resize(Interpolation.NEAREST, Optional.of(new Size2(1, l.times())));
    Value row = s.step("row", repeat, pixel.withDim(2, l.times()), image);
    return Rows.back(row, s);
  }
}
