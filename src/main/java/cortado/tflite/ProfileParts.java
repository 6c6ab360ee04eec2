package cortado.tflite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Brings what was recorded in several runs together with the runtime's plan. */
final class ProfileParts {
  private ProfileParts() {}

  /**
   * @param plan the parts without their kernels
   * @param runs what was recorded in each run
   */
  static List<OperatorProfile.Part> of(
      List<OperatorProfile.Part> plan, List<List<OperatorRecorder.Event>> runs) {
    List<OperatorRecorder.Event> first = runs.get(0);
    Map<Integer, OperatorProfile.Kernel> own = new HashMap<>();
    List<List<OperatorProfile.Kernel>> delegated = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      OperatorRecorder.Event e = first.get(i);
      var kernel = new OperatorProfile.Kernel(e.name(), median(runs, i) / 1e3);
      if (!e.delegated()) {
        own.put(e.index(), kernel);
        continue;
      }
      // Each delegated part counts its kernels from 0.
      if (e.index() == 0 || delegated.isEmpty()) {
        delegated.add(new ArrayList<>());
      }
      delegated.get(delegated.size() - 1).add(kernel);
    }
    Iterator<List<OperatorProfile.Kernel>> next = delegated.iterator();
    List<OperatorProfile.Part> parts = new ArrayList<>();
    for (OperatorProfile.Part p : plan) {
      List<OperatorProfile.Kernel> kernels =
          p.isDelegated()
              ? next.hasNext() ? next.next() : List.of()
              : own.containsKey(p.operators().get(0))
                  ? List.of(own.get(p.operators().get(0)))
                  : List.of();
      parts.add(new OperatorProfile.Part(p.delegate(), p.operators(), kernels));
    }
    return parts;
  }

  /** Of the runs that executed as many kernels as the first. */
  private static double median(List<List<OperatorRecorder.Event>> runs, int event) {
    int size = runs.get(0).size();
    double[] times =
        runs.stream()
            .filter(r -> r.size() == size)
            .mapToDouble(r -> r.get(event).microseconds())
            .toArray();
    Arrays.sort(times);
    return (times[(times.length - 1) / 2] + times[times.length / 2]) / 2;
  }
}
