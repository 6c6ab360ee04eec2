package cortado.keras;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.keras.hdf5.Hdf5File;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groups that the layers of a graph have in a file of weights: by the layers' names where the
 * file tells them, else by the order that Keras gives to the layers.
 */
final class GraphGroups {
  private static final String[] MODELS = {"Functional", "Sequential"};

  private final Hdf5File h5;
  private final String container;
  private final Map<String, String> groups = new LinkedHashMap<>();

  GraphGroups(Hdf5File h5, String container) {
    this.h5 = h5;
    this.container = container;
  }

  /**
   * The groups by the layers' paths.
   *
   * @throws UserError if the file has weights of layers that the graph does not have
   */
  Map<String, String> of(Graph graph) {
    add(graph, "", container);
    return groups;
  }

  private void add(Graph graph, String prefix, String within) {
    Map<String, Integer> used = new HashMap<>();
    Set<String> known = new HashSet<>();
    Map<String, String> named = named(within);
    for (Layer layer : KerasOrder.of(graph)) {
      String path = prefix + layer.name();
      if (layer instanceof Layer.Nested nested) {
        String group = within + "/" + model(nested, within, used);
        add(nested.graph(), path + "/", group + "/" + container);
        known.add(group);
      } else {
        String numbered = VariableGroups.numbered(LayerCodecs.kerasClass(layer), used);
        String group = within + "/" + named.getOrDefault(layer.name(), numbered);
        if (groups.containsValue(group)) {
          throw UserError.because("It names its layers otherwise than the model")
              .received(h5.text(group + "/vars", "name").orElse(group))
              .allowed(layer.name());
        }
        groups.put(path, group);
        known.add(group);
      }
    }
    for (String child : h5.children(within)) {
      String group = within + "/" + child;
      if (!known.contains(group) && (h5.has(group + "/vars/0") || h5.has(group + "/layers"))) {
        throw UserError.because("It has weights of a layer that the model does not have")
            .received(group);
      }
    }
  }

  /** The groups by the names of layers, which Keras 3 tells and Keras 2 does not. */
  private Map<String, String> named(String within) {
    Map<String, String> named = new HashMap<>();
    for (String child : h5.children(within)) {
      String vars = within + "/" + child + "/vars";
      if (h5.has(vars)) {
        h5.text(vars, "name").ifPresent(name -> named.put(name, child));
      }
    }
    return named;
  }

  /** A model may have been a functional or a Sequential one: by its name, or what there is. */
  private String model(Layer.Nested model, String within, Map<String, Integer> used) {
    String first = null;
    for (String kind : MODELS) {
      Map<String, Integer> tried = new HashMap<>(used);
      String group = VariableGroups.numbered(kind, tried);
      String vars = within + "/" + group + "/vars";
      boolean named = h5.has(vars) && h5.text(vars, "name").equals(Optional.of(model.name()));
      if (named || first == null && h5.has(within + "/" + group)) {
        first = kind;
        if (named) {
          break;
        }
      }
    }
    return VariableGroups.numbered(first == null ? MODELS[0] : first, used);
  }
}
