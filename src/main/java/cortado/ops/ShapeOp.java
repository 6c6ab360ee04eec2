package cortado.ops;

import cortado.graph.Border;
import cortado.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** An op that only moves values, so that those of its output are some of its input's, or zeros. */
public sealed interface ShapeOp extends Op {
  /** The shape that an input of this shape gets. */
  Shape output(Shape input);

  /** Another order of the axes: axis i of the output is axis {@code axes.get(i)} of the input. */
  record Transpose(List<Integer> axes) implements ShapeOp {
    public Transpose {
      axes = List.copyOf(axes);
      if (!axes.stream().sorted().toList().equals(IntStream.range(0, axes.size()).boxed().toList())
          || axes.get(0) != 0) {
        throw new IllegalArgumentException("axes " + axes + ": each once, the batch first");
      }
    }

    /** Two axes in each other's place. */
    static Transpose swap(int rank, int a, int b) {
      return new Transpose(
          IntStream.range(0, rank).mapToObj(i -> i == a ? b : i == b ? a : i).toList());
    }

    @Override
    public Shape output(Shape input) {
      return Shape.of(axes.stream().mapToInt(input::dim).toArray());
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.transpose(this);
    }
  }

  /**
   * The same elements under another shape. Its first extent, the batch, is that of the input; if
   * one other is unknown, it is what remains; if several are, they are those of the input in order.
   */
  record Reshape(Shape shape) implements ShapeOp {
    @Override
    public Shape output(Shape input) {
      return shape;
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.reshape(this);
    }
  }

  /** Zeros before and after the values, as many as said for each axis. */
  record Pad(List<Integer> before, List<Integer> after) implements ShapeOp {
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /** Zeros around an image. */
    public static Pad image(Border b) {
      return new Pad(List.of(0, b.top(), b.left(), 0), List.of(0, b.bottom(), b.right(), 0));
    }

    /** Zeros around a signal. */
    public static Pad signal(int before, int after) {
      return new Pad(List.of(0, before, 0), List.of(0, after, 0));
    }

    @Override
    public Shape output(Shape input) {
      Shape out = input;
      for (int i = 0; i < input.rank(); i++) {
        int more = Math.addExact(before.get(i), after.get(i));
        out =
            input.dim(i) == Shape.UNKNOWN ? out : out.withDim(i, Math.addExact(input.dim(i), more));
      }
      return out;
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.pad(this);
    }
  }

  /** A part of the values, by a span for each axis. */
  record Slice(List<Span> spans) implements ShapeOp {
    public Slice {
      spans = List.copyOf(spans);
    }

    /** An image without its border. */
    public static Slice crop(Border b) {
      return new Slice(
          List.of(
              Span.ALL,
              Span.within(b.top(), b.bottom()),
              Span.within(b.left(), b.right()),
              Span.ALL));
    }

    @Override
    public Shape output(Shape input) {
      return Shape.of(
          IntStream.range(0, input.rank()).map(i -> spans.get(i).of(input.dim(i))).toArray());
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.slice(this);
    }
  }

  /**
   * Squares of pixels as one pixel with all their channels, those of the upper left first; as
   * TensorFlow's op of this name.
   */
  record SpaceToDepth(int block) implements ShapeOp {
    @Override
    public Shape output(Shape input) {
      Shape rows = input.withDim(1, part(input.dim(1), block));
      return rows.withDim(2, part(input.dim(2), block))
          .withDim(3, times(input.dim(3), block * block));
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.spaceToDepth(this);
    }
  }

  /** The opposite of {@link SpaceToDepth}. */
  record DepthToSpace(int block) implements ShapeOp {
    @Override
    public Shape output(Shape input) {
      Shape rows = input.withDim(1, times(input.dim(1), block));
      return rows.withDim(2, times(input.dim(2), block))
          .withDim(3, part(input.dim(3), block * block));
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.depthToSpace(this);
    }
  }

  private static int times(int extent, int factor) {
    return extent == Shape.UNKNOWN ? extent : Math.multiplyExact(extent, factor);
  }

  private static int part(int extent, int factor) {
    if (extent != Shape.UNKNOWN && extent % factor != 0) {
      throw new IllegalArgumentException("extent " + extent + " is no multiple of " + factor);
    }
    return extent == Shape.UNKNOWN ? extent : extent / factor;
  }
}
