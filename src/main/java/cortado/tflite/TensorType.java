package cortado.tflite;

import cortado.tensor.DType;

/** The types of elements in TFLite's schema, in the order of their numbers. */
public enum TensorType {
  FLOAT32(32),
  FLOAT16(16),
  INT32(32),
  UINT8(8),
  INT64(64),
  STRING(0),
  BOOL(8),
  INT16(16),
  COMPLEX64(64),
  INT8(8),
  FLOAT64(64),
  COMPLEX128(128),
  UINT64(64),
  RESOURCE(0),
  VARIANT(0),
  UINT32(32),
  UINT16(16),
  INT4(4),
  BFLOAT16(16),
  INT2(2),
  UINT4(4);

  private final int bits;

  TensorType(int bits) {
    this.bits = bits;
  }

  /** Bits of one element; 0 where elements have no fixed size. */
  public int bits() {
    return bits;
  }

  static TensorType of(DType type) {
    return switch (type) {
      case FLOAT32 -> FLOAT32;
      case FLOAT16 -> FLOAT16;
      case INT32 -> INT32;
      case UINT8 -> UINT8;
      case INT64 -> INT64;
      case INT16 -> INT16;
      case INT8 -> INT8;
    };
  }

  static TensorType of(int number) {
    if (number < 0 || number >= values().length) {
      throw new DamagedFlatbuffer("there is no tensor type " + number);
    }
    return values()[number];
  }

  boolean isReal() {
    return this == FLOAT32 || this == FLOAT16 || this == FLOAT64 || this == BFLOAT16;
  }
}
