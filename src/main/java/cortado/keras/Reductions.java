package cortado.keras;

import cortado.graph.Layer;
import cortado.graph.OperatorLayer.Reducing;
import cortado.graph.OperatorLayer.Reduction;
import cortado.graph.SpatialLayer.GlobalPooling;
import cortado.graph.SpatialLayer.Pooling;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions, which are global pooling where all axes but the channels' go. */
final class Reductions {
  private Reductions() {}

  /**
   * A reduction of images in NHWC, or of anything else.
   *
   * @param axes from 1, sorted
   */
  static Layer of(String name, Reducing reducing, List<Integer> axes, boolean keep, int rank) {
    boolean whole = axes.equals(IntStream.range(1, rank - 1).boxed().toList());
    boolean pools = reducing == Reducing.MEAN || reducing == Reducing.MAX;
    if (whole && pools && (rank == 3 || rank == 4)) {
      Pooling pooling = reducing == Reducing.MEAN ? Pooling.AVERAGE : Pooling.MAX;
      return new GlobalPooling(name, pooling, rank - 2, keep);
    }
    return new Reduction(name, reducing, axes, keep);
  }
}
