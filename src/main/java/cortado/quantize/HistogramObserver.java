package cortado.quantize;

/** Counts values in bins and lets a rule decide which of them may saturate. */
final class HistogramObserver implements RangeObserver {
  private final MinMaxObserver extremes;
  private final Histogram histogram = new Histogram();
  private final Clipping clipping;

  HistogramObserver(String name, Clipping clipping) {
    this.extremes = new MinMaxObserver(name);
    this.clipping = clipping;
  }

  @Override
  public void observe(float[] values) {
    extremes.observe(values);
    histogram.add(values);
  }

  @Override
  public Range range() {
    Range seen = extremes.range();
    // A constant has nothing to clip.
    return seen.min() == seen.max() ? seen : clipping.range(histogram, seen);
  }
}
