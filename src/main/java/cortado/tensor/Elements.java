package cortado.tensor;

import java.nio.ByteBuffer;

/**
 * The elements of a tensor that are made whenever they are read, and kept nowhere: so that a model
 * which a transformation made may be larger than the heap.
 */
@FunctionalInterface
public interface Elements {
  /**
   * Fills a buffer, which holds a whole number of elements.
   *
   * @param from index of the first element
   * @param into little-endian; full when this returns
   */
  void read(int from, ByteBuffer into);
}
