package cortado.keras;

import cortado.UserError;
import cortado.graph.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Calls put so that each follows those it reads from (Kahn, 1962), else in the file's order. */
final class CallOrder {
  private CallOrder() {}

  static List<Call> of(List<Call> calls) {
    Map<Ref, Integer> producers = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      if (producers.putIfAbsent(calls.get(i).output(), i) != null) {
        throw UserError.because("Two layers have the same name").received(calls.get(i).layer());
      }
    }
    List<List<Integer>> readers = new ArrayList<>();
    calls.forEach(c -> readers.add(new ArrayList<>()));
    int[] missing = new int[calls.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < calls.size(); i++) {
      for (Ref r : calls.get(i).inputs()) {
        Integer producer = producers.get(new Ref(r.layer(), r.call()));
        if (producer == null) {
          throw UserError.because("The layer '" + calls.get(i).layer() + "' reads an unknown layer")
              .received(r);
        }
        readers.get(producer).add(i);
      }
      missing[i] = calls.get(i).inputs().size();
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<Call> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      ordered.add(calls.get(next));
      for (int reader : readers.get(next)) {
        if (--missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (ordered.size() < calls.size()) {
      List<String> left = new ArrayList<>(calls.stream().map(Call::layer).distinct().toList());
      left.removeAll(ordered.stream().map(Call::layer).toList());
      throw UserError.because("The layers form a cycle").received("among " + left);
    }
    return ordered;
  }
}
