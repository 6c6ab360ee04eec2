package cortado.quantize;

import cortado.tensor.DType;
import java.util.Arrays;

/**
 * Which real numbers the codes of a tensor stand for, int8 unless said otherwise: real = scale x
 * (code - zero point), with one scale, or with one for each index along an axis.
 */
public final class Quantization {
  private static final int PER_TENSOR = -1;

  /** What lies between the int8 and the uint8 code of a number. */
  private static final int UNSIGNED_SHIFT = 128;

  /** How many steps of int16 make one of int8. */
  private static final int BYTE_STEPS = 256;

  private final float[] scales;
  private final int zeroPoint;
  private final int axis;
  private final DType dtype;

  private Quantization(float[] scales, int zeroPoint, int axis, DType dtype) {
    for (float s : scales) {
      if (!(s > 0) || Float.isInfinite(s)) {
        throw new IllegalArgumentException("a scale is finite and above 0, not " + s);
      }
    }
    this.scales = scales;
    this.zeroPoint = zeroPoint;
    this.axis = axis;
    this.dtype = dtype;
  }

  /** One scale for a whole tensor; the zero point is in [-128, 127]. */
  public static Quantization perTensor(float scale, int zeroPoint) {
    if (zeroPoint < Byte.MIN_VALUE || zeroPoint > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("a zero point is in [-128, 127], not " + zeroPoint);
    }
    return new Quantization(new float[] {scale}, zeroPoint, PER_TENSOR, DType.INT8);
  }

  /** One scale for a tensor of int16, with zero point 0. */
  public static Quantization wide(float scale) {
    return new Quantization(new float[] {scale}, 0, PER_TENSOR, DType.INT16);
  }

  /** A scale for each index along an axis, zero points 0. */
  public static Quantization perAxis(float[] scales, int axis) {
    return new Quantization(scales.clone(), 0, axis, DType.INT8);
  }

  /** The same numbers as uint8 codes, each 128 above the int8 code. */
  public Quantization unsigned() {
    if (dtype != DType.INT8) {
      throw new IllegalStateException("codes of " + dtype);
    }
    return new Quantization(scales, zeroPoint + UNSIGNED_SHIFT, axis, DType.UINT8);
  }

  /** The type of the codes. */
  public DType dtype() {
    return dtype;
  }

  /** The scale of a tensor that has only one. */
  public float scale() {
    if (scales.length != 1) {
      throw new IllegalStateException("there are " + scales.length + " scales");
    }
    return scales[0];
  }

  /**
   * The scale that codes of one byte would have about. Biases are bounded in steps of it, as those
   * that meet int16 are int64.
   */
  float byteScale() {
    return dtype == DType.INT16 ? scale() * BYTE_STEPS : scale();
  }

  public float[] scales() {
    return scales.clone();
  }

  public int zeroPoint() {
    return zeroPoint;
  }

  /** The axis that the scales go along; 0 if there is one scale. */
  public int axis() {
    return Math.max(axis, 0);
  }

  /** The int8 code nearest to a real number, saturating. */
  public byte encode(float real) {
    int code = roundHalfAway((double) real / scale()) + zeroPoint;
    return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, code));
  }

  /** The real number that an int8 code stands for. */
  public float decode(byte code) {
    return scale() * (code - zeroPoint);
  }

  /** To the nearest integer, halves away from zero as TFLite does, saturating at 2^30. */
  static int roundHalfAway(double x) {
    double limit = 1 << 30;
    double rounded = Math.copySign(Math.floor(Math.abs(x) + 0.5), x);
    return (int) Math.max(-limit, Math.min(limit, rounded));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Quantization q
        && zeroPoint == q.zeroPoint
        && axis == q.axis
        && dtype == q.dtype
        && Arrays.equals(scales, q.scales);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(scales) + zeroPoint) + axis;
  }

  @Override
  public String toString() {
    return scales.length == 1
        ? "scale " + scales[0] + ", zero point " + zeroPoint
        : scales.length + " scales along axis " + axis;
  }
}
