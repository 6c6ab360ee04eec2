package cortado.graph;

import java.util.List;

/** Layers without weights that give the values another shape or order. */
public sealed interface ShapeLayer extends Layer {

  /** Everything but the batch into one axis. */
  record Flatten(String name) implements ShapeLayer {}

  /**
   * The same values under another shape.
   *
   * @param target without the batch; one extent may be {@link cortado.tensor.Shape#UNKNOWN}: it is
   *     what remains
   */
  record Reshape(String name, List<Integer> target) implements ShapeLayer {
    public Reshape {
      target = List.copyOf(target);
    }
  }

  /**
   * Another order of the axes.
   *
   * @param dims the input's axis for each of the output's, counted from 1 as the batch stays first
   */
  record Permute(String name, List<Integer> dims) implements ShapeLayer {
    public Permute {
      dims = List.copyOf(dims);
    }
  }

  /** A vector (batch, features) repeated to (batch, times, features). */
  record RepeatVector(String name, int times) implements ShapeLayer {}
}
