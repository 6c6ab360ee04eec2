package cortado.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a layer takes in two files that were run in turns.
 *
 * @param layer or {@link #CONVERSIONS}
 * @param own the operators of the file that is explained; empty where it has no such layer
 * @param other those of the file it is compared with
 */
public record LayerTime(String layer, List<OperatorTime> own, List<OperatorTime> other) {
  /** All that goes between integers and real numbers, which belongs to no layer alone. */
  public static final String CONVERSIONS = "conversions";

  public LayerTime {
    own = List.copyOf(own);
    other = List.copyOf(other);
  }

  /** In the order of the first file, then what only the second has. */
  public static List<LayerTime> of(Account own, Account other) {
    Map<String, List<OperatorTime>> first = byLayer(own);
    Map<String, List<OperatorTime>> second = byLayer(other);
    Set<String> layers = new LinkedHashSet<>(first.keySet());
    layers.addAll(second.keySet());
    return layers.stream()
        .map(
            l ->
                new LayerTime(
                    l, first.getOrDefault(l, List.of()), second.getOrDefault(l, List.of())))
        .toList();
  }

  /** The operators that have kernels of their own, by layer. */
  private static Map<String, List<OperatorTime>> byLayer(Account account) {
    Map<String, List<OperatorTime>> layers = new LinkedHashMap<>();
    for (OperatorTime o : account.operators()) {
      if (!o.kernels().isEmpty()) {
        String layer = o.isConversion() ? CONVERSIONS : o.cost().layer();
        layers.computeIfAbsent(layer, l -> new ArrayList<>()).add(o);
      }
    }
    return layers;
  }

  public double ownMs() {
    return sum(own);
  }

  public double otherMs() {
    return sum(other);
  }

  /** The kinds of operators, each once: {@code CONV_2D + ADD}. */
  public static String kinds(List<OperatorTime> operators) {
    return operators.stream()
        .map(o -> o.cost().operator())
        .distinct()
        .collect(Collectors.joining(" + "));
  }

  private static double sum(List<OperatorTime> operators) {
    return operators.stream().mapToDouble(OperatorTime::milliseconds).sum();
  }

  /** How much longer the first file takes; below 0 if it is faster. */
  public double differenceMs() {
    return ownMs() - otherMs();
  }
}
