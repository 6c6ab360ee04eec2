package cortado.keras;

import cortado.graph.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers the calls of models within a model from 0, as those of all other layers. In Keras, a
 * model has been called once when it is made, so that its calls in another begin at 1: in Keras 1
 * and 2 everywhere, in Keras 3 where the outputs of a model name a functional one.
 */
final class CallNumbers {
  private final List<Call> calls;
  private final List<Ref> outputs;

  CallNumbers(List<Call> calls, List<Ref> outputs, Generation generation) {
    Map<String, Call> models = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Call c : calls) {
      if (GraphReader.isModel(c.entry())) {
        models.put(c.layer(), c);
        counts.merge(c.layer(), 1, Integer::sum);
      }
    }
    List<Ref> read = calls.stream().flatMap(c -> c.inputs().stream()).toList();
    Set<String> shifted = new HashSet<>();
    Set<String> shiftedOutputs = new HashSet<>();
    models.forEach(
        (name, call) -> {
          boolean old = generation != Generation.KERAS_3;
          boolean functional = !call.entry().path("class_name").asText().equals("Sequential");
          if (beginsAtOne(name, counts.get(name), read, old)) {
            shifted.add(name);
          }
          if (beginsAtOne(name, counts.get(name), outputs, old || functional)) {
            shiftedOutputs.add(name);
          }
        });
    this.calls = new ArrayList<>();
    calls.forEach(c -> this.calls.add(c.reading(shift(c.inputs(), shifted))));
    this.outputs = shift(outputs, shiftedOutputs);
  }

  /** What the numbers show, if they do; else the habit of the generation. */
  private static boolean beginsAtOne(String model, int count, List<Ref> refs, boolean habit) {
    boolean zero = refs.stream().anyMatch(r -> r.layer().equals(model) && r.call() == 0);
    boolean beyond = refs.stream().anyMatch(r -> r.layer().equals(model) && r.call() == count);
    return beyond || habit && !zero;
  }

  private static List<Ref> shift(List<Ref> refs, Set<String> shifted) {
    return refs.stream()
        .map(
            r ->
                shifted.contains(r.layer()) && r.call() > 0
                    ? new Ref(r.layer(), r.call() - 1, r.output())
                    : r)
        .toList();
  }

  List<Call> calls() {
    return calls;
  }

  List<Ref> outputs() {
    return outputs;
  }
}
