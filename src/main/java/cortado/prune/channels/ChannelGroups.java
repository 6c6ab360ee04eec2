package cortado.prune.channels;

import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which channels of a network can only be removed together (Fang et al., 2023, on dependency
 * graphs). They are traced through concatenations, arithmetic on several inputs, depthwise
 * convolutions, normalization, flattening, layers that are called several times and models within
 * the model. The groups are numbered from 0 in the order in which the network makes them.
 *
 * <p>Channels of the model's inputs and outputs and those that a softmax, a layer or group
 * normalization, a reduction over channels, a grouped convolution or a part of the channels reads
 * are in no group: they stay.
 */
public final class ChannelGroups {
  private final Graph graph;
  private final Program program;
  private final List<ChannelAxis> axes;
  private final Map<String, Positions> declared;
  private final int[] sets;

  private ChannelGroups(
      Graph graph,
      Program program,
      List<ChannelAxis> axes,
      Map<String, Positions> declared,
      int[] sets) {
    this.graph = graph;
    this.program = program;
    this.axes = List.copyOf(axes);
    this.declared = declared;
    this.sets = sets;
  }

  /** The groups of a graph. */
  public static ChannelGroups of(Graph graph) {
    Program program = Lowering.lower(new Model(graph, zeros(graph)));
    ChannelLabels labels = new ChannelLabels();
    ChannelTrace.Traced traced = ChannelTrace.trace(program, graph.leaves(), labels);
    Map<String, int[]> byLayer = DeclaredLabels.find(graph, program, traced.channels(), labels);
    GroupNumbers numbers = new GroupNumbers(labels);
    List<ChannelAxis> axes = new ArrayList<>();
    traced
        .weights()
        .byAxis()
        .forEach((a, l) -> axes.add(new ChannelAxis(a.weight(), a.axis(), a.use(), numbers.of(l))));
    Map<String, Positions> declared = new LinkedHashMap<>();
    byLayer.forEach((path, l) -> declared.put(path, numbers.of(l)));
    return new ChannelGroups(graph, program, axes, declared, numbers.sets(axes));
  }

  private static Weights zeros(Graph graph) {
    Map<WeightId, Tensor> zeros = new LinkedHashMap<>();
    Lowering.specs(graph)
        .forEach(
            (id, spec) ->
                zeros.put(
                    id,
                    Tensor.computed(
                        spec.shape(),
                        (from, count, into, at) -> Arrays.fill(into, at, at + count, 0))));
    return Weights.of(zeros);
  }

  /** How many groups there are. */
  public int count() {
    return sets.length;
  }

  /**
   * The set of a group: groups of one set are channels of the same layers, such as all that meet in
   * the sums of a residual stage.
   *
   * @return numbers from 0
   */
  int set(int group) {
    return sets[group];
  }

  Graph graph() {
    return graph;
  }

  /** What the graph computes, with weights that are zero. */
  Program program() {
    return program;
  }

  /** The axes of weights along which there are channels. */
  List<ChannelAxis> axes() {
    return axes;
  }

  /** The channels that layers without weights state in numbers, by the layer's path. */
  Map<String, Positions> declared() {
    return declared;
  }

  /**
   * A group in words: where its channels are made and carried, and which layers read them, such as
   * {@code conv_1[5], norm_1[5] → conv_2}.
   *
   * @param group from 0
   */
  public String describe(int group) {
    Set<String> made = new LinkedHashSet<>();
    Set<String> read = new LinkedHashSet<>();
    for (ChannelAxis a : axes) {
      String layer = a.weight().layer();
      Positions p = a.positions();
      int[] at = IntStream.range(0, p.count()).filter(i -> p.group(i) == group).toArray();
      if (at.length > 0 && a.use() == Use.INPUT) {
        read.add(layer);
      } else if (at.length > 0) {
        made.add(layer + "[" + at[0] + (at.length > 1 ? ", …" : "") + "]");
      }
    }
    return String.join(", ", made) + " → " + String.join(", ", read);
  }
}
