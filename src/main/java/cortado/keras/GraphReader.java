package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.OperatorLayer;
import cortado.graph.Ref;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the graph from a {@code model_config}. */
final class GraphReader {
  private static final Set<String> MODELS = Set.of("Functional", "Model", "Sequential");

  private final Map<String, Layer> layers = new HashMap<>();
  private final Map<Ref, Integer> ranks = new HashMap<>();
  private final Map<String, List<Integer>> ranksOfModels = new HashMap<>();
  private final Map<String, Integer> outputsRead = new HashMap<>();
  private final Map<String, CallArguments> arguments = new HashMap<>();
  private final Set<String> channelsFirst = new HashSet<>();

  private final Generation generation;
  private final CustomLayers customs;
  private final int depth;

  private GraphReader(Generation generation, CustomLayers customs, int depth) {
    this.generation = generation;
    this.customs = customs;
    this.depth = depth;
  }

  static FileGraph read(JsonNode model, Generation generation, CustomLayers customs) {
    if (!isModel(model)) {
      throw UserError.because("The model's class is not supported")
          .received(model.path("class_name"))
          .allowed("Functional, Sequential");
    }
    GraphReader reader = new GraphReader(generation, customs, 0);
    Graph graph = reader.graph(model);
    return new FileGraph(graph, reader.channelsFirst);
  }

  /** Whether an entry is a model rather than a layer. */
  static boolean isModel(JsonNode entry) {
    return MODELS.contains(entry.path("class_name").asText());
  }

  private Graph graph(JsonNode model) {
    return model.path("class_name").asText().equals("Sequential")
        ? sequential(model)
        : functional(model);
  }

  private Graph functional(JsonNode model) {
    JsonNode config = model.path("config");
    List<Call> calls = new ArrayList<>();
    for (JsonNode entry : config.path("layers")) {
      calls.addAll(Call.of(entry));
    }
    List<Ref> inputs = Connections.ends(config.path("input_layers"), "the model's inputs");
    List<Ref> outputs = Connections.ends(config.path("output_layers"), "the model's outputs");
    calls.forEach(c -> c.inputs().forEach(this::noteRead));
    outputs.forEach(this::noteRead);
    CallNumbers numbers = new CallNumbers(calls, outputs, generation);
    List<Node> nodes = nodes(numbers.calls());
    return new Graph(config.path("name").asText("model"), nodes, inputs, numbers.outputs());
  }

  private void noteRead(Ref output) {
    outputsRead.merge(output.layer(), Math.addExact(output.output(), 1), Math::max);
  }

  /** A chain; an input layer is added where the file has none, as Keras does. */
  private Graph sequential(JsonNode model) {
    JsonNode config = model.path("config");
    // Until version 2.2 the configuration was the list of layers itself.
    JsonNode entries = config.isArray() ? config : config.path("layers");
    if (entries.isEmpty()) {
      throw UserError.because("The Sequential model has no layers");
    }
    List<Call> calls = new ArrayList<>();
    JsonNode first = entries.get(0);
    if (!first.path("class_name").asText().equals("InputLayer")) {
      calls.add(Call.input(first, config.path("build_input_shape")));
    }
    for (JsonNode entry : entries) {
      List<Ref> from = calls.isEmpty() ? List.of() : List.of(calls.get(calls.size() - 1).output());
      calls.add(Call.chained(entry, Call.nameOf(entry), from));
    }
    List<Ref> inputs = List.of(calls.get(0).output());
    List<Ref> outputs = List.of(calls.get(calls.size() - 1).output());
    String name = config.path("name").asText(model.path("name").asText("sequential"));
    return new Graph(name, nodes(calls), inputs, outputs);
  }

  private List<Node> nodes(List<Call> calls) {
    List<Node> nodes = new ArrayList<>();
    for (Call call : CallOrder.of(calls)) {
      List<Integer> ranksOfInputs = inputRanks(call);
      int rank = Ranks.most(ranksOfInputs);
      requireSameArguments(call);
      Layer layer = layers.get(call.layer());
      if (layer == null) {
        layer = isModel(call.entry()) ? nested(call) : leaf(call, rank);
        if (layer instanceof OperatorLayer.Unstack u && u.count() == 0) {
          layer =
              new OperatorLayer.Unstack(u.name(), u.axis(), outputsRead.getOrDefault(u.name(), 1));
        }
        layers.put(call.layer(), layer);
      }
      for (int i = 0; i < layer.outputCount(); i++) {
        Ref output = new Ref(call.layer(), call.index(), i);
        boolean model = layer instanceof Layer.Nested;
        ranks.put(
            output,
            model ? ranksOfModels.get(layer.name()).get(i) : Ranks.after(layer, ranksOfInputs));
      }
      nodes.add(new Node(layer, call.index(), call.inputs()));
    }
    return nodes;
  }

  private Layer leaf(Call call, int rank) {
    LayerConfig config = new LayerConfig(call, rank, generation, customs);
    if (config.channelsFirst()) {
      channelsFirst.add(call.layer());
    }
    return LayerCodecs.read(config);
  }

  private Layer nested(Call call) {
    // Before there is a graph to ask, as reading goes down with the file.
    if (depth >= Layer.Nested.MAX_DEPTH) {
      throw UserError.because("Models stand in each other too deeply")
          .allowed("up to " + Layer.Nested.MAX_DEPTH);
    }
    new LayerConfig(call, Shape.UNKNOWN, generation, customs).requireNoOtherArguments();
    GraphReader inner = new GraphReader(generation, customs, depth + 1);
    Graph graph = inner.graph(call.entry());
    inner.channelsFirst.forEach(path -> channelsFirst.add(call.layer() + "/" + path));
    ranksOfModels.put(call.layer(), graph.outputs().stream().map(inner.ranks::get).toList());
    return new Layer.Nested(call.layer(), graph);
  }

  private List<Integer> inputRanks(Call call) {
    for (Ref r : call.inputs()) {
      if (!ranks.containsKey(r)) {
        throw UserError.because(
                "The layer '" + call.layer() + "' reads an output that there is not")
            .received(r);
      }
    }
    return call.inputs().stream().map(ranks::get).toList();
  }

  /** A layer computes the same in each call, so the constants it computes with are the same. */
  private void requireSameArguments(Call call) {
    CallArguments first = arguments.putIfAbsent(call.layer(), call.arguments());
    if (first != null && !first.particular().equals(call.arguments().particular())) {
      throw UserError.because("The calls of the layer '" + call.layer() + "' differ in arguments")
          .received(call.arguments().particular());
    }
  }
}
