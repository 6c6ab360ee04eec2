package cortado.ops;

import cortado.UserError;
import cortado.graph.Layer;
import cortado.graph.NormalizationLayer;
import cortado.graph.NormalizationLayer.GroupNormalization;
import cortado.graph.NormalizationLayer.LayerNormalization;
import cortado.graph.NormalizationLayer.LayerScale;
import cortado.graph.NormalizationLayer.Normalization;
import cortado.graph.NormalizationLayer.RMSNormalization;
import cortado.graph.NormalizationLayer.Rescaling;
import cortado.graph.NormalizationLayer.UnitNormalization;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Normalizations by the values of each sample, and by statistics of data. */
final class NormalizationLowering {
  // Both generations of Keras keep deviations above it.
  private static final double LEAST_DEVIATION = 1e-7;
  // Below any sum of squares that matters, so that zeros stay zeros.
  private static final float LEAST_SQUARE = 1e-24f;

  private NormalizationLowering() {}

  static Value lower(NormalizationLayer layer, LayerSteps s) {
    if (layer instanceof LayerNormalization l) {
      List<Integer> axes = indices(l.axes(), s);
      Value x = s.step("standardized", new Op.Standardize(axes, l.epsilon(), true), s.input());
      return scaled(axes, s.weight("gamma", l.scale()), s.weight("beta", l.center()), x, s);
    } else if (layer instanceof RMSNormalization l) {
      List<Integer> axes = indices(l.axes(), s);
      Value x = s.step("standardized", new Op.Standardize(axes, l.epsilon(), false), s.input());
      return scaled(axes, s.weight("scale", true), Optional.empty(), x, s);
    } else if (layer instanceof GroupNormalization l) {
      return group(l, s);
    } else if (layer instanceof UnitNormalization l) {
      return unit(indices(l.axes(), s), s);
    } else if (layer instanceof Normalization l) {
      return normalization(l, s);
    } else if (layer instanceof LayerScale) {
      Op scale = new Op.Scale(s.weight("gamma", true), Optional.empty());
      return s.last(scale, s.input());
    } else if (layer instanceof Rescaling l) {
      return rescaling(l, s);
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  static Value batchNorm(Layer.BatchNormalization l, LayerSteps s) {
    int last = s.shape().rank() - 1;
    int axis = s.shape().index(l.axis());
    Op op =
        new Op.BatchNorm(
            s.weight("gamma", l.scale()),
            s.weight("beta", l.center()),
            s.weight("moving_mean"),
            s.weight("moving_variance"),
            l.momentum(),
            l.epsilon());
    if (axis == last) {
      return s.last(op, s.input());
    }
    ShapeOp swap = ShapeOp.Transpose.swap(last + 1, axis, last);
    Value turned = s.moved("turned", swap, s.input());
    return s.lastMoved(swap, s.step("normalized", op, turned));
  }

  private static Value group(GroupNormalization l, LayerSteps s) {
    int last = s.shape().rank() - 1;
    int axis = s.shape().index(l.axis());
    int channels = s.shape().dim(axis);
    int groups = l.groups() == -1 ? channels : l.groups();
    if (channels == Shape.UNKNOWN || groups > channels || channels % groups != 0) {
      throw UserError.because("The layer '" + s.layer() + "' has groups that do not fit")
          .received(groups + " groups of " + channels + " channels")
          .allowed("a divisor of the number of channels");
    }
    ShapeOp swap = ShapeOp.Transpose.swap(last + 1, axis, last);
    Value x = axis == last ? s.input() : s.moved("turned", swap, s.input());
    Shape grouped = grouped(x.shape(), groups);
    List<Integer> axes =
        IntStream.range(1, grouped.rank()).filter(a -> a != grouped.rank() - 2).boxed().toList();
    Value in = s.moved("groups", new ShapeOp.Reshape(grouped), x);
    Value standardized = s.step("standardized", new Op.Standardize(axes, l.epsilon(), true), in);
    Value out = s.moved("channels", new ShapeOp.Reshape(x.shape()), standardized);
    Op scale = new Op.Scale(s.weight("gamma", l.scale()), s.weight("beta", l.center()));
    return axis == last ? s.last(scale, out) : s.lastMoved(swap, s.step("scaled", scale, out));
  }

  /** The last axis in groups; the axes before it as one if all are known. */
  private static Shape grouped(Shape x, int groups) {
    List<Integer> dims = new ArrayList<>(List.of(x.dim(0)));
    Shape between = x.withDim(0, 1).withDim(-1, 1);
    if (between.isKnown()) {
      dims.add(Math.toIntExact(between.elements()));
    } else {
      IntStream.range(1, x.rank() - 1).forEach(a -> dims.add(x.dim(a)));
    }
    dims.add(groups);
    dims.add(x.dim(-1) / groups);
    return Shape.of(dims.stream().mapToInt(d -> d).toArray());
  }

  /** The call's first input with length 1 along some axes. */
  static Value unit(List<Integer> axes, LayerSteps s) {
    double count = 1;
    for (int axis : axes) {
      if (s.shape().dim(axis) == Shape.UNKNOWN) {
        throw UserError.because("The layer '" + s.layer() + "' normalizes over an unknown extent")
            .received(s.shape())
            .next("give the model an input of fixed size");
      }
      count *= s.shape().dim(axis);
    }
    Op op = new Op.Standardize(axes, LEAST_SQUARE, false);
    return s.last(
        new Op.Affine((float) (1 / Math.sqrt(count)), 0), s.step("standardized", op, s.input()));
  }

  private static Value normalization(Normalization l, LayerSteps s) {
    float[] mean = l.adapted() ? s.values("mean") : floats(l.mean());
    float[] variance = l.adapted() ? s.values("variance") : floats(l.variance());
    float[] factor = new float[mean.length];
    float[] offset = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double deviation = Math.max(Math.sqrt(variance[i]), LEAST_DEVIATION);
      factor[i] = (float) (l.invert() ? deviation : 1 / deviation);
      offset[i] = (float) (l.invert() ? mean[i] : -mean[i] / deviation);
    }
    if (mean.length == 1) {
      return s.last(new Op.Affine(factor[0], offset[0]), s.input());
    }
    return constant(indices(l.axes(), s), factor, offset, s);
  }

  private static Value rescaling(Rescaling l, LayerSteps s) {
    int channels = Math.max(l.scale().size(), l.offset().size());
    float[] factor = repeated(l.scale(), channels);
    float[] offset = repeated(l.offset(), channels);
    return channels == 1
        ? s.last(new Op.Affine(factor[0], offset[0]), s.input())
        : constant(List.of(s.shape().rank() - 1), factor, offset, s);
  }

  private static Value constant(List<Integer> axes, float[] factor, float[] offset, LayerSteps s) {
    int positions = axes.stream().mapToInt(s.shape()::dim).reduce(1, Math::multiplyExact);
    if (positions != factor.length || factor.length != offset.length) {
      throw UserError.because("The layer '" + s.layer() + "' has constants that do not fit")
          .received(factor.length + " and " + offset.length + " for " + s.shape())
          .allowed("1 or " + positions);
    }
    return scaled(
        axes,
        Optional.of(s.constant("constant factor", factor)),
        Optional.of(s.constant("constant offset", offset)),
        s.input(),
        s);
  }

  /** Factors and offsets along some axes; these become the last, as one, for the time. */
  private static Value scaled(
      List<Integer> axes,
      Optional<WeightId> factor,
      Optional<WeightId> offset,
      Value x,
      LayerSteps s) {
    Op scale = new Op.Scale(factor, offset);
    int rank = x.shape().rank();
    if (axes.equals(List.of(rank - 1))) {
      return s.last(scale, x);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    order.removeAll(axes);
    order.addAll(axes);
    ShapeOp turn = new ShapeOp.Transpose(order);
    Value turned = s.moved("turned", turn, x);
    int together = axes.stream().mapToInt(x.shape()::dim).reduce(1, Math::multiplyExact);
    int[] outer = IntStream.range(0, rank - axes.size()).map(turned.shape()::dim).toArray();
    int[] merged = IntStream.concat(IntStream.of(outer), IntStream.of(together)).toArray();
    Value flat = s.moved("flat", new ShapeOp.Reshape(Shape.of(merged)), turned);
    Value done = s.step("scaled", scale, flat);
    Value unflat = s.moved("unflat", new ShapeOp.Reshape(turned.shape()), done);
    List<Integer> back = IntStream.range(0, rank).mapToObj(order::indexOf).toList();
    return s.lastMoved(new ShapeOp.Transpose(back), unflat);
  }

  private static List<Integer> indices(List<Integer> axes, LayerSteps s) {
    return axes.stream().map(s.shape()::index).distinct().sorted().toList();
  }

  private static float[] repeated(List<Float> values, int count) {
    float[] all = new float[values.size() == 1 ? count : values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(values.size() == 1 ? 0 : i);
    }
    return all;
  }

  private static float[] floats(List<Float> values) {
    return repeated(values, 1);
  }
}
