package cortado.tensor;

/**
 * The elements of a float32 tensor that are made whenever they are read, as {@link Elements} are,
 * but straight to an array: so that one transformation of another's result copies nothing.
 */
@FunctionalInterface
public interface FloatElements {
  /**
   * Fills {@code count} places of an array.
   *
   * @param from index of the first element
   * @param at place of the first element in the array
   */
  void read(int from, int count, float[] into, int at);
}
