package cortado.keras;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Layer.InputLayer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer.Permute;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the channels of images and signals last in a graph whose file has them first. Each tensor
 * keeps the order of the file or gets that of NHWC, whichever its layers take; where they differ, a
 * Permute layer stands between them.
 */
final class ChannelsLast {
  private final ImageTensors images;
  private final Map<Ref, Integer> ranks;

  private final Map<String, OrderedLayer> chosen = new HashMap<>();
  private final Map<String, Integer> firstRanks = new HashMap<>();
  private final Map<Ref, Ref> places = new HashMap<>();
  private final Map<Ref, AxisOrder> orders = new HashMap<>();
  private final Map<Ref, Ref> permuted = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private ChannelsLast(Graph graph, Set<String> channelsFirst, String prefix) {
    this.ranks = Ranks.of(graph);
    this.images = ImageTensors.of(graph, channelsFirst, prefix, ranks);
    graph.layers().forEach(l -> names.add(l.name()));
  }

  /** A graph with the order of the axes of its inputs and outputs. */
  record Result(Graph graph, List<AxisOrder> inputs, List<AxisOrder> outputs) {
    /** Of an input, which the model may not have, as a file can say what it likes. */
    AxisOrder input(int i) {
      return i < inputs.size() ? inputs.get(i) : AxisOrder.OF_FILE;
    }
  }

  /**
   * Turns a graph.
   *
   * @param channelsFirst the paths of the layers with channels first
   * @param prefix of the graph's own layers in paths
   */
  static Result of(Graph graph, Set<String> channelsFirst, String prefix) {
    return new ChannelsLast(graph, channelsFirst, prefix).turned(graph);
  }

  private Result turned(Graph graph) {
    graph.nodes().forEach(this::add);
    Graph turned =
        new Graph(
            graph.name(),
            nodes,
            graph.inputs().stream().map(places::get).toList(),
            graph.outputs().stream().map(places::get).toList());
    return new Result(
        turned,
        graph.inputs().stream().map(orders::get).toList(),
        graph.outputs().stream().map(orders::get).toList());
  }

  private void add(Node node) {
    if (node.layer() instanceof InputLayer input) {
      boolean image = images.contains(node.output());
      put(node, image ? turned(input) : input, List.of());
      orders.put(node.output(), image ? AxisOrder.CHANNELS_LAST : AxisOrder.OF_FILE);
    } else if (node.layer() instanceof Layer.Nested nested) {
      Result inner = images.model(nested.name());
      List<Ref> inputs = new ArrayList<>();
      for (int i = 0; i < node.inputs().size(); i++) {
        inputs.add(in(inner.input(i), node.inputs().get(i)));
      }
      put(node, new Layer.Nested(nested.name(), inner.graph()), inputs);
      for (int i = 0; i < inner.outputs().size(); i++) {
        orders.put(node.output(i), inner.outputs().get(i));
      }
    } else {
      OrderedLayer layer = choose(node);
      put(node, layer.layer(), node.inputs().stream().map(r -> in(layer.input(), r)).toList());
      node.outputs().forEach(r -> orders.put(r, layer.output()));
    }
  }

  private void put(Node node, Layer layer, List<Ref> inputs) {
    nodes.add(new Node(layer, node.call(), inputs));
    node.outputs().forEach(r -> places.put(r, r));
  }

  private static InputLayer turned(InputLayer input) {
    int[] dims = input.shape().dims();
    int channels = dims[1];
    System.arraycopy(dims, 2, dims, 1, dims.length - 2);
    dims[dims.length - 1] = channels;
    return new InputLayer(input.name(), Shape.of(dims));
  }

  /** The same for all calls of a layer, as it is one. */
  private OrderedLayer choose(Node node) {
    Layer layer = node.layer();
    OrderedLayer before = chosen.get(layer.name());
    if (node.inputs().isEmpty()) {
      return OrderedLayer.ofFile(layer); // which lowering refuses by name
    }
    int rank = ranks.get(node.inputs().get(0));
    if (before == null) {
      boolean any = node.inputs().stream().anyMatch(r -> orders.get(r) == AxisOrder.CHANNELS_LAST);
      boolean oneRank = node.inputs().stream().allMatch(r -> ranks.get(r) == rank);
      OrderedLayer choice =
          OrderedLayer.ofImages(layer, images.isChannelsFirst(layer))
              .or(() -> images.pixels(node))
              .orElseGet(
                  () ->
                      any && oneRank
                          ? OrderedLayer.onChannelsLast(layer, rank)
                          : OrderedLayer.ofFile(layer));
      chosen.put(layer.name(), choice);
      firstRanks.put(layer.name(), rank);
      return choice;
    }
    if (!before.layer().equals(layer) && rank != firstRanks.get(layer.name())) {
      throw UserError.because(
              "The layer '" + layer.name() + "' is called on channels first with different ranks")
          .received(firstRanks.get(layer.name()) + " and " + rank + " axes");
    }
    return before;
  }

  /** A tensor in an order; one of fewer than three axes has but one. */
  private Ref in(AxisOrder order, Ref r) {
    int rank = ranks.get(r);
    if (rank < 3 || orders.get(r) == order) {
      return places.get(r);
    }
    return permuted.computeIfAbsent(
        r,
        k -> {
          boolean last = order == AxisOrder.CHANNELS_LAST;
          List<Integer> dims = last ? ChannelAxes.toLast(rank) : ChannelAxes.toFirst(rank);
          Permute permute = new Permute(name(r, last ? "_nhwc" : "_nchw"), dims);
          nodes.add(new Node(permute, 0, List.of(places.get(r))));
          return Ref.of(permute.name());
        });
  }

  private String name(Ref r, String order) {
    String base = r.toString().replaceAll("[:.](\\d+)$", "_$1") + order;
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}
