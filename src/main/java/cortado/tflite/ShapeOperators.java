package cortado.tflite;

import cortado.ops.ShapeOp;
import cortado.ops.Span;
import cortado.tensor.Shape;
import cortado.tflite.StepEmitter.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that only move values; in int8 they keep the codes. */
record ShapeOperators(StepTensors tensors) {

  Operator transpose(ShapeOp.Transpose op) {
    int rank = op.axes().size();
    int version = rank > 5 ? 6 : rank > 4 ? 4 : tensors.integer() ? 2 : 1;
    int axes =
        tensors.ints("order of axes " + op.axes(), op.axes().stream().mapToInt(i -> i).toArray());
    return new Operator(Builtin.TRANSPOSE, version, Options.EMPTY, List.of(tensors.input(), axes));
  }

  Operator reshape() {
    return tensors.reshape(tensors.input(), ValueTensors.shape(tensors.step().output()));
  }

  /** In int8 the kernel pads with the zero point. */
  Operator pad(ShapeOp.Pad op) {
    int rank = op.before().size();
    int[] zeros = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      zeros[2 * axis] = op.before().get(axis);
      zeros[2 * axis + 1] = op.after().get(axis);
    }
    int sides = tensors.ints("zeros " + Arrays.toString(zeros), Shape.of(rank, 2), zeros);
    return operator(Builtin.PAD, Options.EMPTY, sides);
  }

  Operator slice(ShapeOp.Slice op) {
    if (!ValueTensors.shape(tensors.step().input()).isKnown()) {
      return openSlice(op);
    }
    int[] in = ValueTensors.shape(tensors.step().input()).dims();
    int[] size = ValueTensors.shape(tensors.step().output()).dims();
    int[] first = new int[in.length];
    int[] end = new int[in.length];
    int[] step = new int[in.length];
    for (int axis = 0; axis < in.length; axis++) {
      Span span = op.spans().get(axis);
      first[axis] = span.first(in[axis]);
      step[axis] = span.step();
      end[axis] = first[axis] + (size[axis] - 1) * step[axis] + 1;
    }
    int from = constant("first", first);
    return Arrays.stream(step).allMatch(s -> s == 1)
        ? operator(Builtin.SLICE, Options.EMPTY, from, constant("size", size))
        : operator(
            Builtin.STRIDED_SLICE,
            Options.EMPTY,
            from,
            constant("end", end),
            constant("step", step));
  }

  /** A slice of an input whose extents are found where the model runs. */
  private Operator openSlice(ShapeOp.Slice op) {
    int rank = op.spans().size();
    int[] end = new int[rank];
    int open = 0;
    for (int axis = 0; axis < rank; axis++) {
      boolean rest = op.spans().get(axis).end() == Span.OPEN;
      end[axis] = rest ? 0 : op.spans().get(axis).end();
      open |= rest ? 1 << axis : 0;
    }
    return operator(
        Builtin.STRIDED_SLICE,
        Options.stridedSlice(open),
        constant("first", op.spans().stream().mapToInt(Span::begin).toArray()),
        constant("end", end),
        constant("step", op.spans().stream().mapToInt(Span::step).toArray()));
  }

  Operator spaceToDepth(ShapeOp.SpaceToDepth op) {
    return operator(Builtin.SPACE_TO_DEPTH, Options.block(op.block()));
  }

  Operator depthToSpace(ShapeOp.DepthToSpace op) {
    Options options = Options.block(op.block());
    return new Operator(Builtin.DEPTH_TO_SPACE, 1, options, List.of(tensors.input()));
  }

  private int constant(String name, int[] numbers) {
    return tensors.ints(name + " " + Arrays.toString(numbers), numbers);
  }

  private Operator operator(Builtin builtin, Options options, int... more) {
    List<Integer> inputs = new ArrayList<>(List.of(tensors.input()));
    Arrays.stream(more).forEach(inputs::add);
    return new Operator(builtin, tensors.integer() ? 2 : 1, options, inputs);
  }
}
