package cortado.explain;

import cortado.machine.Processor;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that a diagnosis may use.
 *
 * @param reference what it was compared with, run in turns with it
 * @param cores that this process may use
 * @param errors of the layers of a quantized variant
 * @param rounded what it takes in TensorFlow, if that was asked for
 */
public record Evidence(
    Subject subject,
    Account account,
    Optional<Reference> reference,
    Processor cpu,
    int cores,
    Optional<ErrorAccount> errors,
    Optional<RoundedTimes> rounded) {

  /** The same on a machine with another processor. */
  public Evidence on(Processor other) {
    return new Evidence(subject, account, reference, other, cores, errors, rounded);
  }

  Optional<Account> reference(Reference.Role role) {
    return reference.filter(r -> r.role() == role).map(Reference::account);
  }

  /** A magic for the variant that others can be made from. */
  Optional<String> magic(String format) {
    return subject.floatVariant().map(format::formatted);
  }

  /** Those that multiply with a kernel. */
  List<OperatorTime> linear() {
    return account.operators().stream().filter(o -> o.cost().multiplyAdds() > 0).toList();
  }

  /** What computes the output, before it is converted or laid out anew. */
  Optional<OperatorCost> lastFunction() {
    return account.operators().stream()
        .filter(o -> !o.isConversion() && !o.cost().operator().equals("RESHAPE"))
        .map(OperatorTime::cost)
        .reduce((first, second) -> second);
  }

  /** The part of all multiply-adds that have one arithmetic. */
  double multiplyAdds(OperatorCost.Arithmetic arithmetic) {
    long all = account.multiplyAdds();
    long these =
        account.operators().stream()
            .filter(o -> o.cost().arithmetic() == arithmetic)
            .mapToLong(o -> o.cost().multiplyAdds())
            .sum();
    return all > 0 ? (double) these / all : 0;
  }

  /** Whether layers have values of int16. */
  boolean isWide() {
    return multiplyAdds(OperatorCost.Arithmetic.WIDE_INTEGER) > 0;
  }

  /** Conversions between layers: not those of what the caller gives and gets. */
  static Predicate<OperatorTime> innerConversions() {
    return o -> o.isConversion() && !o.cost().edge();
  }

  String kernelsName() {
    return account.count(OperatorTime::delegated) > 0 ? "XNNPACK" : "the runtime";
  }
}
