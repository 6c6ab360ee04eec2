package cortado.prune.channels;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A level of a U-Net: all that is computed on smaller images beside a skip connection, until a
 * concatenation joins both.
 *
 * @param join the concatenation
 * @param skip what is left of its inputs without the level
 * @param inner what the level computes
 */
record Level(Node join, Ref skip, Set<Node> inner) {

  /** The levels of a graph, those with the fewest layers, which are the innermost, first. */
  static List<Level> of(Graph graph, Program program) {
    Map<Ref, Node> makers = new HashMap<>();
    graph.nodes().forEach(n -> n.outputs().forEach(r -> makers.put(r, n)));
    List<Level> levels = new ArrayList<>();
    for (Node n : graph.nodes()) {
      if (n.layer() instanceof Layer.Concatenate && n.inputs().size() == 2) {
        Ref a = n.inputs().get(0);
        Ref b = n.inputs().get(1);
        inner(graph, makers, n, a, b).ifPresent(s -> levels.add(new Level(n, b, s)));
        inner(graph, makers, n, b, a).ifPresent(s -> levels.add(new Level(n, a, s)));
      }
    }
    return levels.stream()
        .filter(l -> l.makesSmaller(program))
        .sorted(Comparator.comparingInt(l -> l.inner().size()))
        .toList();
  }

  /** What is between the skip connection and the end, if nothing else reads or is read by it. */
  private static Optional<Set<Node>> inner(
      Graph graph, Map<Ref, Node> makers, Node join, Ref end, Ref skip) {
    Set<Node> inner = new LinkedHashSet<>();
    Deque<Ref> open = new ArrayDeque<>(List.of(end));
    while (!open.isEmpty()) {
      Ref r = open.pop();
      Node maker = makers.get(r);
      if (r.equals(skip) || inner.contains(maker)) {
        continue;
      }
      if (maker.inputs().isEmpty()
          || maker.outputs().stream().anyMatch(graph.outputs()::contains)) {
        return Optional.empty();
      }
      inner.add(maker);
      open.addAll(maker.inputs());
    }
    Set<Ref> made = inner.stream().flatMap(n -> n.outputs().stream()).collect(Collectors.toSet());
    boolean own =
        graph.nodes().stream()
            .filter(n -> !inner.contains(n) && !n.equals(join))
            .noneMatch(n -> n.inputs().stream().anyMatch(made::contains));
    return inner.isEmpty() || !own ? Optional.empty() : Optional.of(inner);
  }

  private boolean makesSmaller(Program program) {
    return program.steps().stream()
        .filter(s -> has(s.layer()))
        .map(s -> s.op())
        .anyMatch(
            op ->
                op instanceof Op.Pool p && p.strides().height() > 1
                    || op instanceof LinearOp.Convolution c && c.strides().height() > 1
                    || op instanceof LinearOp.DepthwiseConvolution d && d.strides().height() > 1);
  }

  /** Whether a layer of this path is part of it. */
  private boolean has(String path) {
    return inner.stream()
        .map(n -> n.layer().name())
        .anyMatch(name -> path.equals(name) || path.startsWith(name + "/"));
  }

  /** The graph without it, whose layers still have their old numbers of channels. */
  Graph without(Graph graph) {
    List<Node> nodes = new ArrayList<>();
    for (Node n : graph.nodes()) {
      if (!inner.contains(n) && !n.equals(join)) {
        nodes.add(new Node(n.layer(), n.call(), n.inputs().stream().map(this::past).toList()));
      }
    }
    List<Ref> outputs = graph.outputs().stream().map(this::past).toList();
    return new Graph(graph.name(), nodes, graph.inputs(), outputs);
  }

  private Ref past(Ref r) {
    return r.equals(join.output()) ? skip : r;
  }
}
