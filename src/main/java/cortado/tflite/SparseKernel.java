package cortado.tflite;

import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A kernel without its zeros in TFLite's encoding: all axes dense but the last, which is compressed
 * (compressed sparse rows).
 *
 * @param shape with the zeros
 * @param values those that are not zero, in order
 * @param starts for each row, and the end of the last, the place of its first value
 * @param columns of the values along the last axis
 */
record SparseKernel(Shape shape, Tensor values, PackedInts starts, PackedInts columns) {
  /** What the tables around the values and the operator that puts the zeros back take, in bytes. */
  private static final int TABLES = 512;

  private static final int PART = 1 << 16;

  /** The encoding of a kernel of float32, float16 or int8; empty if it is no smaller. */
  static Optional<SparseKernel> ifSmaller(Tensor kernel) {
    if (kernel.shape().rank() < 2 || kernel.elements() == 0) {
      return Optional.empty();
    }
    int row = kernel.shape().dim(-1);
    int rows = kernel.elements() / row;
    int[] count = new int[1];
    eachNonzero(kernel, (index, part, at) -> count[0]++);
    long bytes =
        (long) count[0] * (kernel.dtype().bytes() + PackedInts.width(row - 1))
            + (rows + 1L) * PackedInts.width(count[0])
            + TABLES;
    return bytes < kernel.size() ? Optional.of(of(kernel, count[0])) : Optional.empty();
  }

  private static SparseKernel of(Tensor kernel, int count) {
    int row = kernel.shape().dim(-1);
    int rows = kernel.elements() / row;
    int each = kernel.dtype().bytes();
    ByteBuffer values = ByteBuffer.allocate(count * each).order(ByteOrder.LITTLE_ENDIAN);
    PackedInts columns = PackedInts.of(count, row - 1);
    int[] ends = new int[rows + 1];
    eachNonzero(
        kernel,
        (index, part, at) -> {
          columns.put(values.position() / each, index % row);
          values.put(part.slice(at, each));
          ends[index / row + 1]++;
        });
    PackedInts starts = PackedInts.of(rows + 1, count);
    for (int r = 0; r < rows; r++) {
      ends[r + 1] += ends[r];
      starts.put(r + 1, ends[r + 1]);
    }
    Tensor kept = Tensor.view(kernel.dtype(), Shape.of(count), values.flip());
    return new SparseKernel(kernel.shape(), kept, starts, columns);
  }

  private interface Nonzero {
    /**
     * @param index of the element
     * @param at where it is in the part, in bytes
     */
    void at(int index, ByteBuffer part, int at);
  }

  private static void eachNonzero(Tensor kernel, Nonzero reader) {
    int each = kernel.dtype().bytes();
    for (int from = 0; from < kernel.elements(); from += PART) {
      int count = Math.min(PART, kernel.elements() - from);
      ByteBuffer part = kernel.part(from, count);
      for (int i = 0; i < count; i++) {
        if (isNonzero(part, kernel.dtype(), i * each)) {
          reader.at(from + i, part, i * each);
        }
      }
    }
  }

  /** A negative zero is zero. */
  private static boolean isNonzero(ByteBuffer part, DType dtype, int at) {
    return switch (dtype) {
      case FLOAT32 -> (part.getInt(at) & 0x7fffffff) != 0;
      case FLOAT16 -> (part.getShort(at) & 0x7fff) != 0;
      case INT8 -> part.get(at) != 0;
      case UINT8, INT16, INT32, INT64 ->
          throw new IllegalArgumentException("a kernel of " + dtype + " has no sparse encoding");
    };
  }

  /** Writes the schema's {@code SparsityParameters} and returns the offset. */
  int write(FlatBuilder b) {
    int rank = shape.rank();
    int[] order = new int[rank];
    int[] axes = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = i;
      axes[i] = i < rank - 1 ? denseAxis(b, shape.dim(i)) : compressedAxis(b);
    }
    int traversal = FlatVectors.ints(b, order);
    int metadata = b.createVectorOfTables(axes);
    b.startTable(3);
    b.addOffset(0, traversal, 0);
    b.addOffset(2, metadata, 0);
    return b.endTable();
  }

  private static int denseAxis(FlatBuilder b, int size) {
    b.startTable(6);
    b.addInt(1, size, 0);
    return b.endTable();
  }

  private int compressedAxis(FlatBuilder b) {
    int segments = starts.write(b);
    int indices = columns.write(b);
    b.startTable(6);
    b.addByte(0, (byte) 1, 0);
    b.addByte(2, starts.unionType(), 0);
    b.addOffset(3, segments, 0);
    b.addByte(4, columns.unionType(), 0);
    b.addOffset(5, indices, 0);
    return b.endTable();
  }
}
