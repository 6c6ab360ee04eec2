package cortado.quantize;

import java.util.ArrayList;
import java.util.List;

/** Watches one value of a program: its range, and what may be wrong with it. */
public final class ValueObserver {
  /** A channel that was seen less often may well be the same by chance. */
  private static final int LEAST_SEEN = 16;

  private final String name;
  private final RangeObserver range;
  private final float[] first;
  private final boolean[] changes;
  private final double[] sums;
  private final float[] largest;
  private float least = Float.POSITIVE_INFINITY;
  private float greatest = Float.NEGATIVE_INFINITY;
  private double squares;
  private boolean whole = true;
  private long count;

  /**
   * @param name of the value, as the user is told
   * @param channels along its last axis
   */
  public ValueObserver(String name, CalibrationMethod method, int channels) {
    this.name = name;
    this.range = method.observer(name);
    this.first = new float[Math.max(1, channels)];
    this.changes = new boolean[first.length];
    this.sums = new double[first.length];
    this.largest = new float[first.length];
  }

  public String name() {
    return name;
  }

  /**
   * Takes in the values of one sample.
   *
   * @throws cortado.UserError if a value is infinite or not a number
   */
  public void observe(float[] values) {
    range.observe(values);
    if (values.length == 0) {
      return;
    }
    if (count == 0) {
      System.arraycopy(values, 0, first, 0, Math.min(values.length, first.length));
    }
    double sum = 0;
    int channel = 0;
    for (float v : values) {
      sum += (double) v * v;
      sums[channel] += v;
      largest[channel] = Math.max(largest[channel], Math.abs(v));
      channel = channel + 1 == sums.length ? 0 : channel + 1;
      least = Math.min(least, v);
      greatest = Math.max(greatest, v);
    }
    squares += sum;
    whole = whole && areWhole(values);
    count += values.length;
    for (int c = 0; c < changes.length; c++) {
      for (int i = c; !changes[c] && i < values.length; i += changes.length) {
        changes[c] = values[i] != first[c];
      }
    }
  }

  private static boolean areWhole(float[] values) {
    for (float v : values) {
      if (v != Math.rint(v)) {
        return false;
      }
    }
    return true;
  }

  Range range() {
    return range.range();
  }

  /** From the least to the greatest value that was seen. */
  Range seen() {
    return new Range(least, greatest);
  }

  /** The root of the mean square. */
  double rms() {
    return Math.sqrt(squares / count);
  }

  /** Whether all values were whole numbers. */
  boolean areWhole() {
    return whole;
  }

  Channels eachChannel() {
    float[] means = new float[sums.length];
    for (int c = 0; c < means.length; c++) {
      means[c] = (float) (sums[c] * sums.length / Math.max(1, count));
    }
    return new Channels(means, largest.clone());
  }

  int channels() {
    return changes.length;
  }

  /** The channels that always had one and the same value; none if they were seen too rarely. */
  List<Integer> constantChannels() {
    List<Integer> constant = new ArrayList<>();
    for (int c = 0; c < changes.length && count / changes.length >= LEAST_SEEN; c++) {
      if (!changes[c]) {
        constant.add(c);
      }
    }
    return constant;
  }
}
