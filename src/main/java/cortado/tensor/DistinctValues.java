package cortado.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.OptionalInt;

/** The different values of a tensor, where they are few. */
public final class DistinctValues {
  /** The most that {@link #of} tells apart. */
  public static final int MOST = 256;

  private final float[] found;
  private int count;
  private boolean many;

  private DistinctValues(int most) {
    this.found = new float[most];
  }

  /** How many different values a float32 tensor has; empty if more than {@link #MOST}. */
  public static OptionalInt of(Tensor tensor) {
    float[] values = values(tensor, MOST);
    return values.length == 0 ? OptionalInt.empty() : OptionalInt.of(values.length);
  }

  /** The different values, ascending; none if there are more than {@code most}. */
  public static float[] values(Tensor tensor, int most) {
    DistinctValues distinct = new DistinctValues(most);
    tensor.eachPart((from, values) -> distinct.add(values));
    return distinct.many ? new float[0] : Arrays.copyOf(distinct.found, distinct.count);
  }

  private void add(FloatBuffer values) {
    while (!many && values.hasRemaining()) {
      float v = values.get() + 0f; // -0.0 is zero
      int at = Arrays.binarySearch(found, 0, count, v);
      if (at < 0) {
        insert(-at - 1, v);
      }
    }
  }

  private void insert(int at, float v) {
    many = count == found.length;
    if (!many) {
      System.arraycopy(found, at, found, at + 1, count - at);
      found[at] = v;
      count++;
    }
  }
}
