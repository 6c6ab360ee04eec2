package cortado.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An immutable dense tensor: element type, shape and little-endian bytes in row-major order, on the
 * heap or in a mapped file.
 */
public final class Tensor {
  private final DType dtype;
  private final Shape shape;
  private final ByteBuffer bytes;

  private Tensor(DType dtype, Shape shape, ByteBuffer bytes) {
    long expected = Math.multiplyExact(shape.elements(), (long) dtype.bytes());
    if (bytes.remaining() != expected) {
      throw new IllegalArgumentException(
          dtype + " " + shape + " takes " + expected + " bytes, not " + bytes.remaining());
    }
    this.dtype = dtype;
    this.shape = shape;
    this.bytes = bytes;
  }

  /** A float32 tensor of these values, which are copied. */
  public static Tensor of(Shape shape, float... values) {
    ByteBuffer b = ByteBuffer.allocate(Math.multiplyExact(values.length, 4));
    b.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return new Tensor(DType.FLOAT32, shape, b);
  }

  /** A view on the remaining little-endian bytes of a buffer, which must not change any more. */
  public static Tensor view(DType dtype, Shape shape, ByteBuffer bytes) {
    return new Tensor(dtype, shape, bytes.slice());
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  /** A fresh read-only little-endian view of all bytes. */
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A copy of the values of a float32 tensor. */
  public float[] floats() {
    if (dtype != DType.FLOAT32) {
      throw new IllegalStateException("a " + dtype + " tensor is read through bytes()");
    }
    float[] values = new float[bytes.remaining() / 4];
    bytes().asFloatBuffer().get(values);
    return values;
  }

  /** The same elements under another shape of as many elements. */
  public Tensor reshape(Shape other) {
    return new Tensor(dtype, other, bytes);
  }

  /** How many elements of a float32 tensor are not zero (a negative zero is zero). */
  public long nonzero() {
    long n = 0;
    for (float v : floats()) {
      if (v != 0) {
        n++;
      }
    }
    return n;
  }

  /** Equal type, shape and bytes. */
  @Override
  public boolean equals(Object o) {
    return o instanceof Tensor t
        && dtype == t.dtype
        && shape.equals(t.shape)
        && bytes().equals(t.bytes());
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
