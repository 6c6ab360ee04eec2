package cortado.keras;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a model within a model, which a legacy {@code .h5} file lists as those of one
 * layer: all that are trained, then all others.
 */
final class NestedWeights {
  private NestedWeights() {}

  /** A model's weights, in the order of Keras. */
  static List<WeightId> of(Layer.Nested model) {
    List<WeightId> trained = new ArrayList<>();
    List<WeightId> others = new ArrayList<>();
    add(model.graph(), model.name(), trained, others);
    trained.addAll(others);
    return trained;
  }

  private static void add(
      Graph graph, String prefix, List<WeightId> trained, List<WeightId> others) {
    for (Layer layer : KerasOrder.of(graph)) {
      String path = prefix + "/" + layer.name();
      if (layer instanceof Layer.Nested nested) {
        add(nested.graph(), path, trained, others);
      }
      for (WeightSpec spec : WeightNames.specs(layer)) {
        (spec.role().trainable() ? trained : others).add(new WeightId(path, spec.name()));
      }
    }
  }

  /**
   * Which weight each path in the file is: that whose own path ends most like it. Layers that were
   * renamed after they were made leave no name to go by; then the order decides, as in Keras.
   */
  static List<WeightId> match(List<String> paths, List<WeightId> weights, String model) {
    List<WeightId> left = new ArrayList<>(weights);
    List<WeightId> matched = new ArrayList<>();
    for (String path : paths) {
      WeightId best = null;
      for (WeightId id : left) {
        int common = commonSteps(path, id);
        if (common >= 2 && (best == null || common > commonSteps(path, best))) {
          best = id;
        }
      }
      if (best == null) {
        return byOrder(paths, weights, model);
      }
      matched.add(best);
      left.remove(best);
    }
    return matched;
  }

  private static List<WeightId> byOrder(List<String> paths, List<WeightId> weights, String model) {
    boolean same = paths.size() == weights.size();
    for (int i = 0; same && i < paths.size(); i++) {
      same = WeightReader.nameOf(paths.get(i)).equals(weights.get(i).name());
    }
    if (!same) {
      throw UserError.because("The weights of '" + model + "' are not those of its layers")
          .received(paths)
          .allowed(weights);
    }
    return weights;
  }

  /** How many steps from the end two paths have in common: 1 if only the weight's name is. */
  private static int commonSteps(String path, WeightId id) {
    if (!WeightReader.nameOf(path).equals(id.name())) {
      return 0;
    }
    String[] a = path.split("/");
    String[] b = id.toString().split("/");
    int n = 1;
    while (n < a.length && n < b.length && a[a.length - 1 - n].equals(b[b.length - 1 - n])) {
      n++;
    }
    return n;
  }
}
