package cortado.ops;

import cortado.UserError;
import cortado.graph.OperatorLayer.Repeat;
import cortado.graph.OperatorLayer.Roll;
import cortado.graph.OperatorLayer.Split;
import cortado.graph.OperatorLayer.Stack;
import cortado.graph.OperatorLayer.Tile;
import cortado.graph.OperatorLayer.Unstack;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that take values apart or put them together. */
final class ArrangementLowering {
  private ArrangementLowering() {}

  static Value split(Split l, int part, LayerSteps s) {
    int axis = s.shape().index(l.axis());
    boolean last = part == l.parts() - 1;
    if (!l.ends().isEmpty()) {
      int begin = part == 0 ? 0 : l.ends().get(part - 1);
      return s.lastMoved(
          slice(axis, begin, last ? Span.OPEN : l.ends().get(part), s.shape().rank()), s.input());
    }
    int extent = OperatorLowering.known(s.shape().dim(axis), s);
    if (extent % l.parts() != 0) {
      throw UserError.because("The layer '" + s.layer() + "' splits an axis into uneven parts")
          .received(l.parts() + " parts of " + extent)
          .allowed("a divisor of the extent");
    }
    int each = extent / l.parts();
    return s.lastMoved(slice(axis, part * each, (part + 1) * each, s.shape().rank()), s.input());
  }

  static Value unstack(Unstack l, int position, LayerSteps s) {
    int axis = s.shape().index(l.axis());
    if (s.shape().dim(axis) < l.count() && s.shape().dim(axis) != Shape.UNKNOWN) {
      throw UserError.because("The layer '" + s.layer() + "' has more outputs than positions")
          .received(l.count() + " of " + s.shape());
    }
    ShapeOp one = slice(axis, position, position + 1, s.shape().rank());
    Value slice = s.moved("slice", one, s.input());
    int[] dims =
        IntStream.range(0, slice.shape().rank())
            .filter(a -> a != axis)
            .map(slice.shape()::dim)
            .toArray();
    return s.lastMoved(new ShapeOp.Reshape(Shape.of(dims)), slice);
  }

  static Value stack(Stack l, LayerSteps s) {
    int rank = s.shape().rank() + 1;
    int axis = l.axis() < 0 ? l.axis() + rank : l.axis();
    List<Value> parts = new ArrayList<>();
    for (Value v : s.inputs()) {
      if (!v.shape().equals(s.shape())) {
        throw UserError.because("The layer '" + s.layer() + "' stacks shapes that differ")
            .received(v.shape() + " and " + s.shape());
      }
      ShapeOp more = new ShapeOp.Reshape(inserted(v.shape(), axis, 1));
      parts.add(s.moved("part " + parts.size(), more, v));
    }
    return s.last(new Op.Concat(axis), inserted(s.shape(), axis, parts.size()), parts);
  }

  static Value tile(Tile l, LayerSteps s) {
    if (l.times().size() != s.shape().rank()) {
      throw UserError.because("The layer '" + s.layer() + "' repeats other axes than there are")
          .received(l.times() + " of " + s.shape());
    }
    List<Integer> axes =
        IntStream.range(1, l.times().size()).filter(a -> l.times().get(a) > 1).boxed().toList();
    Value x = s.input();
    for (int axis : axes) {
      boolean last = axis == axes.get(axes.size() - 1);
      x = tiled(x, axis, l.times().get(axis), last ? s : s.part("axis " + axis));
    }
    return x;
  }

  static Value repeat(Repeat l, LayerSteps s) {
    int axis = s.shape().index(l.axis());
    int extent = s.shape().dim(axis);
    ShapeOp more = new ShapeOp.Reshape(inserted(s.shape(), axis + 1, 1));
    Value rows = tiled(s.moved("row", more, s.input()), axis + 1, l.times(), s.part("rows"));
    int repeated = extent == Shape.UNKNOWN ? Shape.UNKNOWN : Math.multiplyExact(extent, l.times());
    return s.lastMoved(new ShapeOp.Reshape(s.shape().withDim(axis, repeated)), rows);
  }

  static Value roll(Roll l, LayerSteps s) {
    Value x = s.input();
    for (int i = 0; i < l.axes().size(); i++) {
      int axis = s.shape().index(l.axes().get(i));
      int extent = OperatorLowering.known(s.shape().dim(axis), s);
      int from = Math.floorMod(-l.shifts().get(i), extent);
      int rank = s.shape().rank();
      LayerSteps call = i == l.axes().size() - 1 ? s : s.part("axis " + i);
      if (from == 0) {
        x = call.lastMoved(slice(axis, 0, Span.OPEN, rank), x);
        continue;
      }
      Value end = call.moved("end", slice(axis, from, Span.OPEN, rank), x);
      Value begin = call.moved("begin", slice(axis, 0, from, rank), x);
      x = call.last(new Op.Concat(axis), s.shape(), List.of(end, begin));
    }
    return x;
  }

  private static Value tiled(Value x, int axis, int times, LayerSteps s) {
    int extent = OperatorLowering.known(x.shape().dim(axis), s);
    Shape shape = x.shape().withDim(axis, Math.multiplyExact(extent, times));
    return s.last(new Op.Concat(axis), shape, Collections.nCopies(times, x));
  }

  private static ShapeOp.Slice slice(int axis, int begin, int end, int rank) {
    List<Span> spans = new ArrayList<>(Collections.nCopies(rank, Span.ALL));
    spans.set(axis, new Span(begin, end, 1));
    return new ShapeOp.Slice(spans);
  }

  private static Shape inserted(Shape shape, int axis, int extent) {
    List<Integer> dims = new ArrayList<>();
    IntStream.of(shape.dims()).forEach(dims::add);
    dims.add(axis, extent);
    return Shape.of(dims.stream().mapToInt(d -> d).toArray());
  }
}
