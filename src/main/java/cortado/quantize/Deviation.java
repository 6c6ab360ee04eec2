package cortado.quantize;

/**
 * How far numbers are from those that they stand for.
 *
 * @param sqnrDb signal to quantization noise ratio, 10 log10(sum of y^2 / sum of (y - q)^2), in dB;
 *     infinite where all numbers are equal, negative infinity where zeros became other numbers
 * @param largest absolute error
 * @param cosine of the angle between both as vectors, in [-1, 1]; 1 where all numbers are equal
 */
public record Deviation(double sqnrDb, double largest, double cosine) {

  /** Of an array. */
  public static Deviation of(float[] exact, float[] close) {
    Meter meter = new Meter();
    meter.add(exact, close);
    return meter.deviation();
  }

  /** Takes in numbers part by part. */
  public static final class Meter {
    private double signal;
    private double noise;
    private double other;
    private double product;
    private double largest;

    /**
     * @param exact y
     * @param close q, as many
     */
    public void add(float[] exact, float[] close) {
      for (int i = 0; i < exact.length; i++) {
        double y = exact[i];
        double q = close[i];
        signal += y * y;
        other += q * q;
        product += y * q;
        noise += (y - q) * (y - q);
        largest = Math.max(largest, Math.abs(y - q));
      }
    }

    /** Of all that was added. */
    public Deviation deviation() {
      if (noise == 0) {
        return new Deviation(Double.POSITIVE_INFINITY, largest, 1);
      }
      double lengths = Math.sqrt(signal) * Math.sqrt(other);
      return new Deviation(
          10 * Math.log10(signal / noise),
          largest,
          lengths > 0 ? Math.min(1, product / lengths) : 0);
    }
  }
}
