package cortado.explain;

import java.util.List;

/**
 * What an operator took.
 *
 * @param index of the operator in the file
 * @param kernels the code that ran for it; none where it was fused into another or done beforehand
 * @param delegated whether XNNPACK computed it
 * @param milliseconds median of the profiled runs
 */
public record OperatorTime(
    int index, OperatorCost cost, List<String> kernels, boolean delegated, double milliseconds) {
  public OperatorTime {
    kernels = List.copyOf(kernels);
  }

  /** Whether it goes between integers and real numbers. */
  public boolean isConversion() {
    return cost.arithmetic() == OperatorCost.Arithmetic.CONVERSION;
  }

  /** Billions of multiply-adds in a second; 0 for what does not multiply. */
  public double billionMultiplyAddsPerSecond() {
    return milliseconds > 0 ? cost.multiplyAdds() / milliseconds / 1e6 : 0;
  }
}
