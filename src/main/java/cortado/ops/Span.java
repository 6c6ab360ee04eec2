package cortado.ops;

import cortado.tensor.Shape;

/**
 * A part of an axis, as Python counts it: every {@code step}-th position from {@code begin} up to
 * but without {@code end}, below 0 from the end.
 *
 * @param end {@link #OPEN} for all that remains
 * @param step at least 1
 */
public record Span(int begin, int end, int step) {
  public static final int OPEN = Integer.MAX_VALUE;

  public static final Span ALL = new Span(0, OPEN, 1);

  public Span {
    if (step < 1) {
      throw new IllegalArgumentException("step " + step + ": must be 1 or above");
    }
  }

  /** All but as many positions at both ends. */
  public static Span within(int before, int after) {
    return new Span(before, after == 0 ? OPEN : -after, 1);
  }

  /** The first position on an axis of this extent. */
  public int first(int extent) {
    return Math.max(0, Math.min(extent, begin < 0 ? begin + extent : begin));
  }

  /** How many positions there are on an axis of this extent, which may be unknown. */
  public int of(int extent) {
    if (extent == Shape.UNKNOWN) {
      return Shape.UNKNOWN;
    }
    int last = Math.max(0, Math.min(extent, end < 0 ? end + extent : end));
    int covered = Math.max(0, last - first(extent));
    return covered / step + (covered % step == 0 ? 0 : 1);
  }
}
