package cortado.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.tensor.Tensor;

/** How far tensors of one shape are apart; a value that is not a number is infinitely far. */
public final class Differences {
  private Differences() {}

  /** The largest difference of two elements. */
  public static double largest(Tensor expected, Tensor actual) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    float[] x = expected.floats();
    float[] y = actual.floats();
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = Math.abs((double) x[i] - y[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }

  /** The largest difference as a share of the largest value that is expected. */
  public static double relative(Tensor expected, Tensor actual) {
    double largest = 0;
    for (float v : expected.floats()) {
      largest = Math.max(largest, Math.abs(v));
    }
    double difference = largest(expected, actual);
    return difference == 0 ? 0 : difference / largest;
  }
}
