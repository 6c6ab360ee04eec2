package cortado.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * An immutable dense tensor of at most 2 GB: element type, shape and little-endian bytes in
 * row-major order, which are on the heap, in a mapped file, or made when they are read.
 */
public final class Tensor {
  /** The most bytes of a tensor. */
  public static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final int WRITTEN_BYTES = 1 << 20;
  private static final int COUNTED = 1 << 12;
  private static final long UNKNOWN = -1;

  private final DType dtype;
  private final Shape shape;
  private final TensorContent content;
  private volatile long nonzero = UNKNOWN;

  private Tensor(DType dtype, Shape shape, TensorContent content) {
    long expected = Math.multiplyExact(shape.elements(), (long) dtype.bytes());
    if (content.size() != expected) {
      throw new IllegalArgumentException(
          dtype + " " + shape + " takes " + expected + " bytes, not " + content.size());
    }
    this.dtype = dtype;
    this.shape = shape;
    this.content = content;
  }

  /** A float32 tensor of these values, which are copied. */
  public static Tensor of(Shape shape, float... values) {
    ByteBuffer b = ByteBuffer.allocate(Math.multiplyExact(values.length, 4));
    b.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return view(DType.FLOAT32, shape, b);
  }

  /** A view on the remaining little-endian bytes of a buffer, which must not change any more. */
  public static Tensor view(DType dtype, Shape shape, ByteBuffer bytes) {
    return new Tensor(dtype, shape, new TensorContent.Stored(bytes.slice()));
  }

  /**
   * A tensor whose elements are made each time they are read.
   *
   * @throws IllegalArgumentException if it takes more than {@link #MAX_BYTES}
   */
  public static Tensor computed(DType dtype, Shape shape, Elements elements) {
    return new Tensor(
        dtype,
        shape,
        new TensorContent.Computed(elements, dtype.bytes(), computedBytes(dtype, shape)));
  }

  /**
   * A float32 tensor whose elements are made each time they are read.
   *
   * @throws IllegalArgumentException if it takes more than {@link #MAX_BYTES}
   */
  public static Tensor computed(Shape shape, FloatElements elements) {
    int bytes = computedBytes(DType.FLOAT32, shape);
    return new Tensor(DType.FLOAT32, shape, new TensorContent.ComputedFloats(elements, bytes));
  }

  private static int computedBytes(DType dtype, Shape shape) {
    long bytes = Math.multiplyExact(shape.elements(), (long) dtype.bytes());
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(dtype + " " + shape + " takes " + bytes + " bytes");
    }
    return (int) bytes;
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public int elements() {
    return content.size() / dtype.bytes();
  }

  /** The number of bytes. */
  public int size() {
    return content.size();
  }

  /** A fresh read-only little-endian view of all bytes; of a computed tensor, of a copy. */
  public ByteBuffer bytes() {
    return part(0, elements());
  }

  /**
   * A read-only little-endian view of some elements; of a computed tensor, of a copy.
   *
   * @param from index of the first
   */
  public ByteBuffer part(int from, int count) {
    return content
        .part(from * dtype.bytes(), count * dtype.bytes())
        .asReadOnlyBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A copy of the values of a float32 tensor. */
  public float[] floats() {
    requireFloats();
    float[] values = new float[elements()];
    content.floats(0, values.length, values, 0);
    return values;
  }

  /**
   * Copies some values of a float32 tensor.
   *
   * @param from index of the first
   * @param at where in the array it goes
   */
  public void readFloats(int from, int count, float[] into, int at) {
    requireFloats();
    content.floats(from, count, into, at);
  }

  /** Takes the values of a float32 tensor from one part of it. */
  @FunctionalInterface
  public interface FloatPart {
    /**
     * @param from index of the part's first element
     */
    void accept(int from, FloatBuffer values);
  }

  /** Walks over the values of a float32 tensor, a part at a time, without a copy of the whole. */
  public void eachPart(FloatPart reader) {
    requireFloats();
    int from = 0;
    // An array, as buffers on mapped files and on the heap by turns are slow to read.
    float[] values = new float[Math.min(elements(), content.partBytes() / Float.BYTES)];
    for (int left = elements(); left > 0; left -= values.length, from += values.length) {
      int count = Math.min(left, values.length);
      content.floats(from, count, values, 0);
      reader.accept(from, FloatBuffer.wrap(values, 0, count));
    }
  }

  private void requireFloats() {
    if (dtype != DType.FLOAT32) {
      throw new IllegalStateException("a " + dtype + " tensor is read through bytes()");
    }
  }

  /** The same elements under another shape of as many elements. */
  public Tensor reshape(Shape other) {
    return counted(new Tensor(dtype, other, content), nonzero);
  }

  /** The same tensor, whose elements that are not zero were counted before. */
  public Tensor counted(long notZero) {
    return counted(new Tensor(dtype, shape, content), notZero);
  }

  private static Tensor counted(Tensor t, long notZero) {
    t.nonzero = notZero;
    return t;
  }

  /**
   * How many elements of a float32 tensor are not zero (a negative zero is zero). They are counted
   * once, if not in passing by {@link #writeTo}.
   */
  public long nonzero() {
    requireFloats();
    if (nonzero == UNKNOWN) {
      long[] count = new long[1];
      eachPart((from, values) -> count[0] += nonzero(values));
      nonzero = count[0];
    }
    return nonzero;
  }

  private static int nonzero(FloatBuffer values) {
    int n = 0;
    float[] some = new float[Math.min(values.remaining(), COUNTED)];
    while (values.hasRemaining()) {
      int count = Math.min(values.remaining(), some.length);
      values.get(some, 0, count);
      for (int i = 0; i < count; i++) {
        // Without its sign, a number that is not zero has a bit, and its negative the highest one.
        int magnitude = Float.floatToRawIntBits(some[i]) & 0x7fffffff;
        n += -magnitude >>> 31;
      }
    }
    return n;
  }

  /** Writes all bytes, a part at a time. */
  public void writeTo(WritableByteChannel channel) throws IOException {
    boolean counts = dtype == DType.FLOAT32 && nonzero == UNKNOWN;
    long count = 0;
    int step = content.partBytes() / dtype.bytes();
    for (int from = 0, left = elements(); left > 0; left -= step, from += step) {
      ByteBuffer part = part(from, Math.min(left, step));
      count += counts ? nonzero(part.asFloatBuffer()) : 0;
      writeFully(channel, part);
    }
    if (counts) {
      nonzero = count;
    }
  }

  /** In slices, as Java copies what it writes from the heap to a native buffer of its size. */
  private static void writeFully(WritableByteChannel channel, ByteBuffer part) throws IOException {
    int end = part.limit();
    while (part.position() < end) {
      part.limit(Math.min(end, part.position() + WRITTEN_BYTES));
      StreamedContent.writeFully(channel, part);
    }
  }

  /** Whether the bytes are the same, whatever their type and shape. */
  public boolean sameBytes(Tensor other) {
    return content.sameAs(other.content);
  }

  /** Equal type, shape and bytes. */
  @Override
  public boolean equals(Object o) {
    return o == this
        || o instanceof Tensor t
            && dtype == t.dtype
            && shape.equals(t.shape)
            && content.sameAs(t.content);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + dtype.hashCode();
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
