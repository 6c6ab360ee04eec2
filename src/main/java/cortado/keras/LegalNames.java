package cortado.keras;

import cortado.graph.Graph;
import cortado.graph.Layer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that a generation of Keras takes for a graph's layers: in Keras 3 without a slash. */
final class LegalNames {
  private final Map<String, String> names = new HashMap<>();

  LegalNames(Graph graph, Generation generation) {
    Set<String> taken = new HashSet<>();
    graph.layers().stream()
        .map(Layer::name)
        .filter(n -> !isIllegal(n, generation))
        .forEach(taken::add);
    for (Layer layer : graph.layers()) {
      String name = layer.name();
      while (isIllegal(name, generation) || !name.equals(layer.name()) && !taken.add(name)) {
        name = isIllegal(name, generation) ? replaced(name) : name + "_";
      }
      names.put(layer.name(), name);
    }
  }

  String of(String layer) {
    return names.get(layer);
  }

  static String of(String model, Generation generation) {
    return isIllegal(model, generation) ? replaced(model) : model;
  }

  private static boolean isIllegal(String name, Generation generation) {
    return generation == Generation.KERAS_3 && name.contains("/");
  }

  private static String replaced(String name) {
    return name.replace('/', '_');
  }
}
