package cortado.quantize;

/**
 * The mean of each sample's least and greatest value, so that single samples do not widen the range
 * for all: the moving average of TensorFlow, but not depending on the order of samples.
 */
final class AverageObserver implements RangeObserver {
  private final String name;
  private double min;
  private double max;
  private int samples;

  AverageObserver(String name) {
    this.name = name;
  }

  @Override
  public void observe(float[] values) {
    if (values.length == 0) {
      return;
    }
    MinMaxObserver one = new MinMaxObserver(name);
    one.observe(values);
    min += one.range().min();
    max += one.range().max();
    samples++;
  }

  @Override
  public Range range() {
    return new Range((float) (min / samples), (float) (max / samples));
  }
}
