package cortado.explain;

import static cortado.explain.Cause.NARROW_CONVOLUTIONS;
import static cortado.explain.Cause.SLOWEST_OPERATOR;
import static cortado.explain.Cause.THREADS;
import static cortado.explain.Cause.ZEROS;

import cortado.machine.Instruction;
import cortado.machine.Processor;
import cortado.tflite.TensorType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the amount of work explains. */
final class WorkRules {
  private static final double LEAST_SHARE = 0.1;
  private static final double LEAST_NARROW_SHARE = 0.2;

  private WorkRules() {}

  static Optional<Finding> zeros(Evidence e) {
    Account a = e.account();
    double sparsity = e.subject().sparsity();
    if (sparsity < Subject.MANY_ZEROS) {
      return Optional.empty();
    }
    boolean real = e.multiplyAdds(OperatorCost.Arithmetic.FLOAT) > 0.5;
    String sentence =
        "%s of the numbers in the kernels are zero, but zeros do not save time here, because %s"
            + " multiplies with them like with any other number: all %s million multiply-adds are"
            + " done, in %s";
    sentence =
        sentence.formatted(
            Amounts.percent(sparsity),
            e.kernelsName(),
            String.format(Locale.ROOT, "%,.1f", a.multiplyAdds() / 1e6),
            Amounts.milliseconds(a.operatorMilliseconds()));
    Optional<Account> dense = e.reference(Reference.Role.DENSE_ANCESTOR);
    if (dense.isPresent()) {
      sentence +=
          " (%s, before it was pruned: %s)"
              .formatted(
                  dense.get().name(), Amounts.milliseconds(dense.get().operatorMilliseconds()));
    }
    return Optional.of(
        Finding.of(ZEROS, real ? 1 : 0.3, sentence + ".")
            .next(e.magic("%%prune 0.5 --granularity channel --epochs 5 --from %s")));
  }

  static Optional<Finding> narrow(Evidence e) {
    Account a = e.account();
    int most = lanes(e.cpu()) / 2;
    List<OperatorTime> narrow =
        a.operators().stream()
            .filter(o -> o.cost().foldableChannels() > 0 && o.cost().foldableChannels() <= most)
            .toList();
    double share = narrow.stream().mapToDouble(a::share).sum();
    if (share < LEAST_NARROW_SHARE || e.isWide()) {
      return Optional.empty();
    }
    String sentence =
        "%s of the time goes to %s of large images to %d channels or fewer, which leave half of the"
            + " processor's lanes empty or more: several pixels of a row can be computed at once,"
            + " for a larger file.";
    String scheme =
        a.file().isMostly(TensorType.INT8)
            ? "int8"
            : a.file().isMostly(TensorType.FLOAT16) ? "float16" : "float32";
    return Optional.of(
        Finding.of(
                NARROW_CONVOLUTIONS,
                0.5 * share,
                sentence.formatted(
                    Amounts.percent(share), Amounts.count(narrow.size(), "convolution"), most))
            .next(e.magic("%%quantize " + scheme + " --fold-width --from %s")));
  }

  /** The channels that XNNPACK computes at once: the numbers of 32 bits in a register. */
  private static int lanes(Processor cpu) {
    return cpu.has(Instruction.AVX512) ? 16 : 8;
  }

  static Optional<Finding> slowest(Evidence e) {
    Account a = e.account();
    Optional<OperatorTime> slowest =
        a.operators().stream().max(Comparator.comparingDouble(OperatorTime::milliseconds));
    if (slowest.isEmpty() || a.share(slowest.get()) < LEAST_SHARE) {
      return Optional.empty();
    }
    OperatorTime o = slowest.get();
    String sentence =
        "The slowest operator is %s of %s with %s of the time (%s)"
            .formatted(
                o.cost().operator(),
                o.cost().layer(),
                Amounts.percent(a.share(o)),
                Amounts.milliseconds(o.milliseconds()));
    if (o.cost().multiplyAdds() > 0) {
      sentence +=
          "; it has %s of all multiply-adds"
              .formatted(Amounts.percent((double) o.cost().multiplyAdds() / a.multiplyAdds()));
    }
    return Optional.of(Finding.of(SLOWEST_OPERATOR, 0.05, sentence + "."));
  }

  static Optional<Finding> threads(Evidence e) {
    int used = e.account().measurement().threads();
    if (used >= e.cores()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                THREADS,
                0.01,
                "It ran on %s of %d that this machine has."
                    .formatted(Amounts.count(used, "thread"), e.cores()))
            .next("%explain " + e.account().name() + " --threads " + e.cores()));
  }
}
