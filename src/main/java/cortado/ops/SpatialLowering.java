package cortado.ops;

import cortado.UserError;
import cortado.graph.Interpolation;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.SpatialLayer;
import cortado.graph.SpatialLayer.AveragePooling2D;
import cortado.graph.SpatialLayer.Cropping1D;
import cortado.graph.SpatialLayer.Cropping2D;
import cortado.graph.SpatialLayer.GlobalPooling;
import cortado.graph.SpatialLayer.Pooling;
import cortado.graph.SpatialLayer.Pooling1D;
import cortado.graph.SpatialLayer.Resizing;
import cortado.graph.SpatialLayer.UpSampling1D;
import cortado.graph.SpatialLayer.UpSampling2D;
import cortado.graph.SpatialLayer.ZeroPadding1D;
import cortado.graph.SpatialLayer.ZeroPadding2D;
import cortado.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
      return s.last(new Op.Resize(l.interpolation(), Optional.of(f)), out);
    } else if (layer instanceof Resizing l) {
      Shape out = s.shape(4).withDim(1, l.height()).withDim(2, l.width());
      return s.last(new Op.Resize(l.interpolation(), Optional.empty()), out);
    } else if (layer instanceof UpSampling1D l) {
      Value row = Rows.of(s);
      Op op = new Op.Resize(Interpolation.NEAREST, Optional.of(new Size2(1, l.factor())));
      Shape out = row.shape().withDim(2, times(row.shape().dim(2), l.factor()));
      return Rows.back(s.step("row", op, out, row), s);
    } else if (layer instanceof ZeroPadding2D l) {
      s.shape(4);
      return s.lastMoved(ShapeOp.Pad.image(l.border()), s.input());
    } else if (layer instanceof ZeroPadding1D l) {
      s.shape(3);
      return s.lastMoved(ShapeOp.Pad.signal(l.before(), l.after()), s.input());
    } else if (layer instanceof Cropping2D l) {
      requireRest(l.border().rows(), s.shape(4).dim(1), s);
      requireRest(l.border().columns(), s.shape().dim(2), s);
      return s.lastMoved(ShapeOp.Slice.crop(l.border()), s.input());
    } else if (layer instanceof Cropping1D l) {
      requireRest(Math.addExact(l.before(), l.after()), s.shape(3).dim(1), s);
      Span span = Span.within(l.before(), l.after());
      return s.lastMoved(new ShapeOp.Slice(List.of(Span.ALL, span, Span.ALL)), s.input());
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
    List<Integer> axes = IntStream.rangeClosed(1, l.axes()).boxed().toList();
    Op.Reduce op = new Op.Reduce(kind(l.pooling()), axes, l.keepDims());
    return s.last(op, op.output(x));
  }

  private static Op.PoolKind kind(Pooling pooling) {
    return pooling == Pooling.MAX ? Op.PoolKind.MAX : Op.PoolKind.AVERAGE;
  }

  private static Shape pooled(Shape x, Size2 pool, Size2 strides, Padding padding) {
    return Window.pool(pool, strides, padding).output(x, x.dim(3));
  }

  private static int times(int extent, int factor) {
    return extent == Shape.UNKNOWN ? extent : Math.multiplyExact(extent, factor);
  }

  private static void requireRest(int cut, int extent, LayerSteps s) {
    if (extent != Shape.UNKNOWN && cut >= extent) {
      throw UserError.because("The layer '" + s.layer() + "' crops more than there is")
          .received(cut + " of " + extent + (s.shape().rank() == 4 ? " pixels" : " positions"));
    }
  }
}
