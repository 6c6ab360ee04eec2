package cortado.ops;

import cortado.UserError;
import cortado.graph.OperatorLayer;
import cortado.graph.OperatorLayer.BlockShuffle;
import cortado.graph.OperatorLayer.Clip;
import cortado.graph.OperatorLayer.Divide;
import cortado.graph.OperatorLayer.Elementwise;
import cortado.graph.OperatorLayer.ExpandDims;
import cortado.graph.OperatorLayer.Part;
import cortado.graph.OperatorLayer.Reciprocal;
import cortado.graph.OperatorLayer.Reduction;
import cortado.graph.OperatorLayer.Selection;
import cortado.graph.OperatorLayer.Slice;
import cortado.graph.OperatorLayer.Squeeze;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators of functional models. */
final class OperatorLowering {
  private static final Part ALL = new Part(Selection.RANGE, 0, Span.OPEN, 1);

  private OperatorLowering() {}

  static Value lower(OperatorLayer layer, LayerSteps s) {
    if (layer instanceof Elementwise l) {
      return s.last(new Op.Unary(function(l.function())), s.input());
    } else if (layer instanceof OperatorLayer.Power l) {
      return Shrinking.power(l.exponent(), s);
    } else if (layer instanceof OperatorLayer.Celu l) {
      return Shrinking.celu(l.alpha(), s);
    } else if (layer instanceof OperatorLayer.Shrink l) {
      return l.soft()
          ? Shrinking.soft(l.threshold(), s.input(), s)
          : Shrinking.hard(l.threshold(), s.input(), s);
    } else if (layer instanceof OperatorLayer.Threshold l) {
      return Shrinking.threshold(l.threshold(), l.otherwise(), s);
    } else if (layer instanceof Reciprocal l) {
      return reciprocal(l, s);
    } else if (layer instanceof Divide) {
      return ElementwiseLowering.chained(Op.Operator.DIVIDE, s);
    } else if (layer instanceof Clip l) {
      return clip(l, s);
    } else if (layer instanceof Reduction l) {
      return reduction(l, s);
    } else if (layer instanceof Slice l) {
      return slice(l, s);
    } else if (layer instanceof ExpandDims l) {
      List<Integer> dims = dims(s);
      dims.add(l.axis() < 0 ? l.axis() + dims.size() + 1 : l.axis(), 1);
      return reshaped(dims, s.input(), s);
    } else if (layer instanceof Squeeze l) {
      return squeeze(l, s);
    }
    if (layer instanceof OperatorLayer.Stack l) {
      return ArrangementLowering.stack(l, s);
    } else if (layer instanceof OperatorLayer.Tile l) {
      return ArrangementLowering.tile(l, s);
    } else if (layer instanceof OperatorLayer.Repeat l) {
      return ArrangementLowering.repeat(l, s);
    } else if (layer instanceof OperatorLayer.Roll l) {
      return ArrangementLowering.roll(l, s);
    } else if (layer instanceof OperatorLayer.MatrixProduct l) {
      return ProductLowering.matrices(l, s);
    } else if (layer instanceof OperatorLayer.Einsum l) {
      return ProductLowering.einsum(l, s);
    } else if (layer instanceof BlockShuffle l) {
      return l.toChannels() ? Blocks.toChannels(l.block(), s) : Blocks.toPixels(l.block(), s);
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  private static Op.Function function(OperatorLayer.Function f) {
    return switch (f) {
      case ABSOLUTE -> Op.Function.ABSOLUTE;
      case SQUARE -> Op.Function.SQUARE;
      case SQUARE_ROOT -> Op.Function.SQUARE_ROOT;
      case RECIPROCAL_SQUARE_ROOT -> Op.Function.RECIPROCAL_SQUARE_ROOT;
      case LOGARITHM -> Op.Function.LOGARITHM;
    };
  }

  /** numerator x / x², which needs no constant to divide. */
  private static Value reciprocal(Reciprocal l, LayerSteps s) {
    Value square = s.step("square", new Op.Unary(Op.Function.SQUARE), s.input());
    Value x =
        l.numerator() == 1
            ? s.input()
            : s.step("numerator", new Op.Affine(l.numerator(), 0), s.input());
    return s.last(new Op.Binary(Op.Operator.DIVIDE), x, square);
  }

  private static Value clip(Clip l, LayerSteps s) {
    Value x = s.input();
    if (Float.isInfinite(l.max())) {
      Value moved = s.step("moved", new Op.Affine(1, -l.min()), x);
      Value bounded = s.step("bounded", new Op.Unary(Op.Function.RELU), moved);
      return s.last(new Op.Affine(1, l.min()), bounded);
    } else if (Float.isInfinite(l.min())) {
      Value moved = s.step("moved", new Op.Affine(-1, l.max()), x);
      Value bounded = s.step("bounded", new Op.Unary(Op.Function.RELU), moved);
      return s.last(new Op.Affine(-1, l.max()), bounded);
    }
    double width = (double) l.max() - l.min();
    double factor = 6 / width;
    Value six = s.step("to six", new Op.Affine((float) factor, (float) (-l.min() * factor)), x);
    Value bounded = s.step("bounded", new Op.Unary(Op.Function.RELU6), six);
    return s.last(new Op.Affine((float) (width / 6), l.min()), bounded);
  }

  private static Value reduction(Reduction l, LayerSteps s) {
    List<Integer> axes = l.axes().stream().map(s.shape()::index).toList();
    return switch (l.reducing()) {
      case MEAN -> reduce(Op.PoolKind.AVERAGE, axes, l, s.input(), s);
      case MAX -> reduce(Op.PoolKind.MAX, axes, l, s.input(), s);
      case MIN -> {
        Value negated = s.step("negated", new Op.Affine(-1, 0), s.input());
        Value max = reduce(Op.PoolKind.MAX, axes, l, negated, s.part("max"));
        yield s.last(new Op.Affine(-1, 0), max);
      }
      case SUM -> {
        float count = 1;
        for (int axis : axes) {
          count *= known(s.shape().dim(axis), s);
        }
        Value mean = reduce(Op.PoolKind.AVERAGE, axes, l, s.input(), s.part("mean"));
        yield s.last(new Op.Affine(count, 0), mean);
      }
      case VAR -> variance(axes, l, s);
      case STD ->
          s.last(new Op.Unary(Op.Function.SQUARE_ROOT), variance(axes, l, s.part("variance")));
    };
  }

  private static Value variance(List<Integer> axes, Reduction l, LayerSteps s) {
    Op.Reduce kept = new Op.Reduce(Op.PoolKind.AVERAGE, axes, true);
    Value mean = s.step("mean", kept, kept.output(s.shape()), s.input());
    Op subtract = new Op.Binary(Op.Operator.SUBTRACT);
    Value centered = s.step("centered", subtract, s.input(), mean);
    Value square = s.step("square", new Op.Unary(Op.Function.SQUARE), centered);
    return reduce(Op.PoolKind.AVERAGE, axes, l, square, s);
  }

  private static Value reduce(
      Op.PoolKind kind, List<Integer> axes, Reduction l, Value x, LayerSteps s) {
    Op.Reduce op = new Op.Reduce(kind, axes, l.keepDims());
    return s.last(op, op.output(x.shape()), List.of(x));
  }

  static int known(int extent, LayerSteps s) {
    if (extent == Shape.UNKNOWN) {
      throw UserError.because("The layer '" + s.layer() + "' needs to know the size of its input")
          .received(s.shape())
          .next("give the model an input of fixed size");
    }
    return extent;
  }

  private static Value slice(Slice l, LayerSteps s) {
    List<Part> parts = new ArrayList<>();
    long given =
        l.parts().stream()
            .filter(p -> p.selection() == Selection.RANGE || p.selection() == Selection.INDEX)
            .count();
    int rest = s.shape().rank() - (int) given;
    if (rest < 0) {
      throw UserError.because("The layer '" + s.layer() + "' slices more axes than there are")
          .received(given + " of " + s.shape());
    }
    boolean open = false;
    for (Part p : l.parts()) {
      open |= p.selection() == Selection.REST;
      parts.addAll(p.selection() == Selection.REST ? Collections.nCopies(rest, ALL) : List.of(p));
    }
    parts.addAll(open ? List.of() : Collections.nCopies(rest, ALL));
    return select(parts, s);
  }

  private static Value select(List<Part> parts, LayerSteps s) {
    List<Span> spans = new ArrayList<>();
    for (Part p : parts) {
      if (p.selection() == Selection.RANGE) {
        spans.add(new Span(p.begin(), p.end(), p.step()));
      } else if (p.selection() == Selection.INDEX) {
        spans.add(new Span(p.begin(), p.begin() == -1 ? Span.OPEN : p.begin() + 1, 1));
      }
    }
    ShapeOp.Slice slice = new ShapeOp.Slice(spans);
    Shape sliced = slice.output(s.shape());
    if (parts.stream().allMatch(p -> p.selection() == Selection.RANGE)) {
      return s.lastMoved(slice, s.input());
    }
    List<Integer> dims = new ArrayList<>();
    int axis = 0;
    for (Part p : parts) {
      switch (p.selection()) {
        case NEW_AXIS -> dims.add(1);
        case INDEX -> axis++;
        default -> dims.add(sliced.dim(axis++));
      }
    }
    return reshaped(dims, s.moved("slice", slice, s.input()), s);
  }

  private static Value squeeze(Squeeze l, LayerSteps s) {
    List<Integer> axes = l.axes().stream().map(s.shape()::index).toList();
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < s.shape().rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(s.shape().dim(axis));
      } else if (s.shape().dim(axis) != 1) {
        throw UserError.because("The layer '" + s.layer() + "' takes away an axis with values")
            .received("axis " + axis + " of " + s.shape())
            .allowed("extent 1");
      }
    }
    return reshaped(dims, s.input(), s);
  }

  private static List<Integer> dims(LayerSteps s) {
    List<Integer> dims = new ArrayList<>();
    for (int d : s.shape().dims()) {
      dims.add(d);
    }
    return dims;
  }

  private static Value reshaped(List<Integer> dims, Value x, LayerSteps s) {
    Shape shape = Shape.of(dims.stream().mapToInt(d -> d).toArray());
    return s.lastMoved(new ShapeOp.Reshape(shape), x);
  }
}
