package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the graph from a {@code model_config}. */
final class GraphReader {
  private final Map<String, Layer> layers = new HashMap<>();
  private final Map<Ref, Integer> ranks = new HashMap<>();
  private final Map<String, CallArguments> arguments = new HashMap<>();

  private final Generation generation;

  private GraphReader(Generation generation) {
    this.generation = generation;
  }

  static Graph read(JsonNode model, Generation generation) {
    String kind = model.path("class_name").asText();
    JsonNode config = model.path("config");
    return switch (kind) {
      case "Functional", "Model" -> new GraphReader(generation).functional(config);
      case "Sequential" -> new GraphReader(generation).sequential(config);
      default ->
          throw UserError.because("The model's class is not supported")
              .received(kind)
              .allowed("Functional, Sequential");
    };
  }

  private Graph functional(JsonNode config) {
    List<Call> calls = new ArrayList<>();
    for (JsonNode entry : config.path("layers")) {
      calls.addAll(Call.of(entry));
    }
    List<Ref> inputs = Connections.ends(config.path("input_layers"), "the model's inputs");
    List<Ref> outputs = Connections.ends(config.path("output_layers"), "the model's outputs");
    return new Graph(config.path("name").asText("model"), nodes(calls), inputs, outputs);
  }

  /** A chain; an input layer is added where the file has none, as Keras does. */
  private Graph sequential(JsonNode config) {
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
    return new Graph(config.path("name").asText("sequential"), nodes(calls), inputs, outputs);
  }

  private List<Node> nodes(List<Call> calls) {
    List<Node> nodes = new ArrayList<>();
    for (Call call : CallOrder.of(calls)) {
      int rank = inputRank(call);
      requireSameArguments(call);
      Layer layer =
          layers.computeIfAbsent(
              call.layer(), name -> LayerCodecs.read(new LayerConfig(call, rank, generation)));
      ranks.put(call.output(), Ranks.after(layer, rank));
      nodes.add(new Node(layer, call.index(), call.inputs()));
    }
    return nodes;
  }

  private int inputRank(Call call) {
    for (Ref r : call.inputs()) {
      if (!ranks.containsKey(r)) {
        throw UserError.because(
                "The layer '" + call.layer() + "' reads an output that there is not")
            .received(r);
      }
    }
    return call.inputs().isEmpty() ? Shape.UNKNOWN : ranks.get(call.inputs().get(0));
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
