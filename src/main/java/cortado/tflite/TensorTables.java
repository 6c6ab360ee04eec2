package cortado.tflite;

import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Reads the tensors of a TFLite file. */
record TensorTables(List<FileRange> buffers) {

  TfliteFile.TensorEntry entry(FlatTable t) {
    TensorType type = TensorType.of(t.unsignedByte(1));
    Shape shape = shape(t.integers(0), 0);
    int buffer = t.integer(2, 0);
    if (buffer < 0 || buffer >= Math.max(1, buffers.size())) {
      throw new DamagedFlatbuffer("a tensor names the buffer " + buffer + " of " + buffers.size());
    }
    FileRange data = buffers.isEmpty() ? FileRange.NONE : buffers.get(buffer);
    long bytes = data.bytes();
    boolean sparse = t.has(6);
    requireSize(type, shape, bytes, sparse);
    int[] signature = t.integers(7);
    return new TfliteFile.TensorEntry(
        t.text(3),
        type,
        signature.length == shape.rank() && bytes == 0 ? shape(signature, -1) : shape,
        codes(t.table(4), shape),
        data.from(),
        bytes,
        sparse);
  }

  private static Shape shape(int[] dims, int least) {
    for (int d : dims) {
      if (d < least) {
        throw new DamagedFlatbuffer("a tensor has the extent " + d);
      }
    }
    return Shape.of(dims);
  }

  private static void requireSize(TensorType type, Shape shape, long bytes, boolean sparse) {
    try {
      long bits = Math.multiplyExact(shape.elements(), (long) type.bits());
      if (bytes > 0 && !sparse && type.bits() > 0 && (bits + 7) / 8 != bytes) {
        throw new DamagedFlatbuffer(
            "a tensor " + type + " " + shape + " has " + bytes + " bytes of data");
      }
    } catch (ArithmeticException e) {
      throw new DamagedFlatbuffer("a tensor has the shape " + shape, e);
    }
  }

  private static TfliteFile.Codes codes(FlatTable t, Shape shape) {
    if (t == null) {
      return TfliteFile.Codes.NONE;
    }
    float[] scales = t.floats(2);
    long[] zeros = t.longs(3);
    int axis = t.integer(6, 0);
    if (scales.length == 0) {
      return TfliteFile.Codes.NONE;
    }
    boolean perAxis = scales.length > 1;
    if (perAxis && (axis < 0 || axis >= shape.rank() || shape.dim(axis) != scales.length)
        || zeros.length != scales.length && zeros.length > 1) {
      throw new DamagedFlatbuffer(
          scales.length + " scales and " + zeros.length + " zero points for the shape " + shape);
    }
    List<Float> s = new ArrayList<>();
    for (float scale : scales) {
      s.add(scale);
    }
    List<Long> z = new ArrayList<>();
    for (long zero : zeros) {
      z.add(zero);
    }
    return new TfliteFile.Codes(s, z, axis);
  }
}
