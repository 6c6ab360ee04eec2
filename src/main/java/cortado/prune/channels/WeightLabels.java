package cortado.prune.channels;

import cortado.graph.WeightId;
import cortado.ops.Program;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels along the axes of weights, in the order in which the program reads them. */
final class WeightLabels {
  /** An axis of a weight, from 0. */
  record Axis(WeightId weight, int axis, Use use) {}

  private final Program program;
  private final ChannelLabels labels;
  private final Map<Axis, int[]> byAxis = new LinkedHashMap<>();

  WeightLabels(Program program, ChannelLabels labels) {
    this.program = program;
    this.labels = labels;
  }

  /**
   * Notes that positions along an axis belong to channels; a weight that several calls share ties
   * theirs. Constants of the program and weights of another form cannot be cut.
   *
   * @param axis from the last, -1, backwards
   */
  void along(WeightId weight, int axis, Use use, int[] channels) {
    Shape shape = program.weights().get(weight).shape();
    if (program.constants().contains(weight) || shape.dim(axis) != channels.length) {
      labels.fix(channels);
    } else {
      labels.tie(
          byAxis.computeIfAbsent(new Axis(weight, shape.index(axis), use), key -> channels),
          channels);
    }
  }

  Map<Axis, int[]> byAxis() {
    return byAxis;
  }
}
