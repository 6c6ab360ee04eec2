package cortado.tflite;

import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers from 0 on, each in as few bytes as the largest needs: 1, 2 or 4.
 *
 * @param width bytes of each
 * @param bytes little-endian
 */
record PackedInts(int width, ByteBuffer bytes) {

  /** The bytes that a number up to this one needs. */
  static int width(int largest) {
    return largest < 1 << 8 ? 1 : largest < 1 << 16 ? 2 : 4;
  }

  /** Room for so many numbers, to be {@link #put}. */
  static PackedInts of(int count, int largest) {
    int width = width(largest);
    return new PackedInts(
        width,
        ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN));
  }

  void put(int index, int value) {
    switch (width) {
      case 1 -> bytes.put(index, (byte) value);
      case 2 -> bytes.putShort(2 * index, (short) value);
      default -> bytes.putInt(4 * index, value);
    }
  }

  /** The number of the table in the schema's union {@code SparseIndexVector}. */
  byte unionType() {
    return (byte) (width == 1 ? 3 : width == 2 ? 2 : 1);
  }

  /** Writes the table and returns its offset. */
  int write(FlatBuilder b) {
    Tensor raw = Tensor.view(DType.UINT8, Shape.of(bytes.capacity()), bytes);
    int values = b.createVector(raw, width, Integer.BYTES);
    b.startTable(1);
    b.addOffset(0, values, 0);
    return b.endTable();
  }
}
