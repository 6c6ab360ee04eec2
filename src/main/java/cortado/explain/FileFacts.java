package cortado.explain;

import cortado.tensor.Shape;
import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a TFLite file holds and needs.
 *
 * @param weightBytes of constants by their type, as they are in the file
 * @param peakActivationBytes the most that must be in memory at once of what is computed, if
 *     operators run in the order of the file; 0 if the size of images is free
 */
public record FileFacts(
    long fileBytes, Map<TensorType, Long> weightBytes, long peakActivationBytes) {
  public FileFacts {
    weightBytes = Map.copyOf(weightBytes);
  }

  static FileFacts of(TfliteFile file) {
    Map<TensorType, Long> bytes = new TreeMap<>();
    file.main().tensors().stream()
        .filter(TfliteFile.TensorEntry::isConstant)
        .forEach(t -> bytes.merge(t.type(), t.dataBytes(), Long::sum));
    return new FileFacts(file.bytes(), bytes, peak(file.main()));
  }

  public long allWeightBytes() {
    return weightBytes.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean isMostly(TensorType type) {
    return 2 * weightBytes.getOrDefault(type, 0L) > allWeightBytes();
  }

  static long bytes(TfliteFile.TensorEntry t) {
    return (elements(t) * t.type().bits() + 7) / 8;
  }

  /** For a batch of one where that is free; 0 where another extent is. */
  static long elements(TfliteFile.TensorEntry t) {
    Shape s = t.shape();
    Shape one = s.rank() > 0 && s.dim(0) == Shape.UNKNOWN ? s.withDim(0, 1) : s;
    return one.isKnown() ? one.elements() : 0;
  }

  private static long peak(TfliteFile.Subgraph graph) {
    Map<Integer, Integer> lastUse = new HashMap<>();
    List<TfliteFile.Operator> operators = graph.operators();
    for (int i = 0; i < operators.size(); i++) {
      for (int t : operators.get(i).inputs()) {
        lastUse.put(t, i);
      }
    }
    graph.outputs().forEach(t -> lastUse.put(t, operators.size()));
    Set<Integer> live = new HashSet<>(graph.inputs());
    long now = live.stream().mapToLong(t -> bytes(graph.tensors().get(t))).sum();
    long peak = now;
    for (int i = 0; i < operators.size(); i++) {
      int step = i;
      for (int t : operators.get(i).outputs()) {
        now += live.add(t) ? bytes(graph.tensors().get(t)) : 0;
      }
      peak = Math.max(peak, now);
      for (int t : Set.copyOf(live)) {
        if (lastUse.getOrDefault(t, step) <= step) {
          live.remove(t);
          now -= bytes(graph.tensors().get(t));
        }
      }
    }
    return peak;
  }
}
