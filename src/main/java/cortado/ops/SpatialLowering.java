package cortado.ops;

import cortado.UserError;
import cortado.graph.Border;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.SpatialLayer;
import cortado.graph.SpatialLayer.AveragePooling2D;
import cortado.graph.SpatialLayer.Cropping2D;
import cortado.graph.SpatialLayer.GlobalPooling;
import cortado.graph.SpatialLayer.Pooling;
import cortado.graph.SpatialLayer.Pooling1D;
import cortado.graph.SpatialLayer.UpSampling2D;
import cortado.graph.SpatialLayer.ZeroPadding2D;
import cortado.tensor.Shape;

/** Pooling, resizing, padding and cropping. */
final class SpatialLowering {
  private SpatialLowering() {}

  static Value lower(SpatialLayer layer, LayerSteps s) {
    if (layer instanceof AveragePooling2D l) {
      return s.last(
          new Op.Pool(Op.PoolKind.AVERAGE, l.pool(), l.strides(), l.padding()),
          pooled(s.shape(4), l.pool(), l.strides(), l.padding()));
    } else if (layer instanceof Pooling1D l) {
      return pooling1D(l, s);
    } else if (layer instanceof GlobalPooling l) {
      return global(l, s);
    } else if (layer instanceof UpSampling2D l) {
      Size2 f = l.factor();
      Shape x = s.shape(4);
      Shape out = x.withDim(1, times(x.dim(1), f.height())).withDim(2, times(x.dim(2), f.width()));
      return s.last(new Op.Resize(l.interpolation(), f), out);
    } else if (layer instanceof ZeroPadding2D l) {
      Border b = l.border();
      return s.last(new Op.Pad(b), grown(b.rows(), b.columns(), s));
    } else if (layer instanceof Cropping2D l) {
      Border b = l.border();
      return s.last(new Op.Crop(b), grown(-b.rows(), -b.columns(), s));
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  private static Value pooling1D(Pooling1D l, LayerSteps s) {
    Value row = Rows.of(s);
    Size2 pool = new Size2(1, l.pool());
    Size2 stride = new Size2(1, l.stride());
    Op op = new Op.Pool(kind(l.pooling()), pool, stride, l.padding());
    return Rows.back(s.step("row", op, pooled(row.shape(), pool, stride, l.padding()), row), s);
  }

  private static Value global(GlobalPooling l, LayerSteps s) {
    Shape x = s.shape(l.axes() + 2);
    Shape out = Shape.of(x.dim(0), x.dim(-1));
    if (l.keepDims()) {
      out = x;
      for (int axis = 1; axis <= l.axes(); axis++) {
        out = out.withDim(axis, 1);
      }
    }
    return s.last(new Op.Reduce(kind(l.pooling()), l.keepDims()), out);
  }

  private static Op.PoolKind kind(Pooling pooling) {
    return pooling == Pooling.MAX ? Op.PoolKind.MAX : Op.PoolKind.AVERAGE;
  }

  private static Shape pooled(Shape x, Size2 pool, Size2 strides, Padding padding) {
    return Windows.output(x, pool, strides, Size2.ONE, padding, x.dim(3));
  }

  private static int times(int extent, int factor) {
    return extent == Shape.UNKNOWN ? extent : Math.multiplyExact(extent, factor);
  }

  private static Shape grown(int rows, int columns, LayerSteps s) {
    Shape x = s.shape(4);
    return x.withDim(1, plus(x.dim(1), rows, s)).withDim(2, plus(x.dim(2), columns, s));
  }

  private static int plus(int extent, int more, LayerSteps s) {
    int sum = extent == Shape.UNKNOWN ? extent : Math.addExact(extent, more);
    if (extent != Shape.UNKNOWN && sum < 1) {
      throw UserError.because("The layer '" + s.layer() + "' crops more than there is")
          .received(-more + " of " + extent + " pixels");
    }
    return sum;
  }
}
