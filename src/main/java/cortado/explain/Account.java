package cortado.explain;

import cortado.measure.Measurement;
import cortado.measure.Profiled;
import cortado.tflite.Kernels;
import cortado.tflite.OperatorProfile;
import cortado.tflite.TfliteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Where the time and the memory of one TFLite file go on this machine.
 *
 * @param name of the variant
 * @param kernels that it was run with
 * @param measurement of the whole, without timing operators
 * @param operators in the order of execution
 * @param arenaBytes memory that the runtime planned for tensors that XNNPACK does not keep inside
 */
public record Account(
    String name,
    Kernels kernels,
    Measurement measurement,
    List<OperatorTime> operators,
    FileFacts file,
    long arenaBytes) {
  public Account {
    operators = List.copyOf(operators);
  }

  /**
   * Brings together what a child measured and what the file holds.
   *
   * @param layers names of layers by the names of tensors, where they are known
   */
  public static Account of(
      String name,
      Kernels kernels,
      Profiled profiled,
      TfliteFile file,
      Map<String, String> layers) {
    OperatorProfile profile = OperatorProfile.parse(profiled.operators());
    List<TfliteFile.Operator> all = file.main().operators();
    List<OperatorTime> times = new ArrayList<>();
    for (OperatorProfile.Part part : profile.parts()) {
      List<Integer> known = part.operators().stream().filter(i -> i < all.size()).toList();
      List<Integer> match =
          KernelMatch.of(known.stream().map(i -> all.get(i).name()).toList(), part.kernels());
      for (int i = 0; i < known.size(); i++) {
        List<String> names = new ArrayList<>();
        double ms = 0;
        for (int k = 0; k < part.kernels().size(); k++) {
          if (!part.isDelegated() || match.get(k) == i) {
            names.add(part.kernels().get(k).name());
            ms += part.kernels().get(k).milliseconds();
          }
        }
        int index = known.get(i);
        OperatorCost cost = OperatorCost.of(file, all.get(index), layers);
        times.add(new OperatorTime(index, cost, names, part.isDelegated(), ms));
      }
    }
    return new Account(
        name, kernels, profiled.measurement(), times, FileFacts.of(file), profile.arenaBytes());
  }

  /** The sum over all operators. */
  public double operatorMilliseconds() {
    return milliseconds(o -> true);
  }

  public double milliseconds(Predicate<OperatorTime> which) {
    return operators.stream().filter(which).mapToDouble(OperatorTime::milliseconds).sum();
  }

  /** The part that some operators have in the time of all; in [0, 1]. */
  public double share(Predicate<OperatorTime> which) {
    double all = operatorMilliseconds();
    return all > 0 ? milliseconds(which) / all : 0;
  }

  public double share(OperatorTime one) {
    double all = operatorMilliseconds();
    return all > 0 ? one.milliseconds() / all : 0;
  }

  public long count(Predicate<OperatorTime> which) {
    return operators.stream().filter(which).count();
  }

  /** Of one inference. */
  public long multiplyAdds() {
    return operators.stream().mapToLong(o -> o.cost().multiplyAdds()).sum();
  }

  /**
   * Multiply-adds for each byte that operators read or write, if each reads its weights and
   * activations from memory once.
   */
  public double multiplyAddsPerByte() {
    long bytes =
        operators.stream()
            .mapToLong(o -> o.cost().weightBytes() + o.cost().activationBytes())
            .sum();
    return bytes > 0 ? (double) multiplyAdds() / bytes : 0;
  }

  /** Peak memory of a fresh process that the model added to that of the runtime, in bytes. */
  public OptionalLong addedBytes() {
    OptionalLong all = measurement.rssBytes();
    OptionalLong runtime = measurement.rssRuntimeBytes();
    return all.isPresent() && runtime.isPresent()
        ? OptionalLong.of(all.getAsLong() - runtime.getAsLong())
        : OptionalLong.empty();
  }

  /**
   * Median of inferences in which no operator was timed, or else the sum of the operators. Other
   * processes disturb it more than the medians of operators, which are much shorter.
   */
  public double latencyMs() {
    return measurement.latencyMedianMs().orElse(operatorMilliseconds());
  }
}
