package cortado.tflite;

/** Vectors of numbers in a flatbuffer; each method returns the offset. */
final class FlatVectors {
  private FlatVectors() {}

  static int ints(FlatBuilder b, int... values) {
    b.startVector(Integer.BYTES, values.length, Integer.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      b.addInt(values[i]);
    }
    return b.endVector();
  }

  static int longs(FlatBuilder b, long[] values) {
    b.startVector(Long.BYTES, values.length, Long.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      b.addLong(values[i]);
    }
    return b.endVector();
  }

  static int floats(FlatBuilder b, float[] values) {
    b.startVector(Float.BYTES, values.length, Float.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      b.addFloat(values[i]);
    }
    return b.endVector();
  }
}
