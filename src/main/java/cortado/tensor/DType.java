package cortado.tensor;

/** The element type of a tensor. */
public enum DType {
  FLOAT32(4),
  FLOAT16(2),
  INT8(1),
  UINT8(1),
  INT16(2),
  INT32(4),
  INT64(8);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
