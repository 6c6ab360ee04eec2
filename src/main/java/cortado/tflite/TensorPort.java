package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt8;

import cortado.UserError;
import cortado.quantize.Quantization;
import cortado.tensor.Shape;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** An input or output of a native model, read and written as float32 whatever its type. */
final class TensorPort {
  private final String name;
  private final Shape shape;
  private final int elements;
  private final FloatPointer reals;
  private final BytePointer codes;
  private final Quantization quantization;

  /**
   * @throws UserError if the tensor is neither float32 nor int8
   */
  TensorPort(TfLiteTensor t) {
    name = t.name() == null ? "" : t.name().getString();
    shape = shape(t);
    elements = Math.toIntExact(shape.elements());
    if (t.type() == kTfLiteFloat32) {
      reals = new FloatPointer(t.data().data());
      codes = null;
      quantization = null;
    } else if (t.type() == kTfLiteInt8) {
      reals = null;
      codes = new BytePointer(t.data().data());
      quantization = Quantization.perTensor(t.params().scale(), t.params().zero_point());
    } else {
      throw UserError.because(
              "The tensor '" + name + "' of the TFLite file has an unsupported type")
          .received("type " + t.type() + " of the TFLite schema")
          .allowed("float32, int8");
    }
  }

  private static Shape shape(TfLiteTensor t) {
    TfLiteIntArray dims = t.dims();
    int[] extents = new int[dims.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = dims.data(i);
    }
    return Shape.of(extents);
  }

  String name() {
    return name;
  }

  Shape shape() {
    return shape;
  }

  int elements() {
    return elements;
  }

  /** Sets the tensor from {@code elements()} values. */
  void write(float[] values, int from) {
    if (reals != null) {
      reals.put(values, from, elements);
      return;
    }
    byte[] encoded = new byte[elements];
    for (int i = 0; i < elements; i++) {
      encoded[i] = quantization.encode(values[from + i]);
    }
    codes.put(encoded, 0, elements);
  }

  /** Reads {@code elements()} values. */
  void read(float[] values, int from) {
    if (reals != null) {
      reals.get(values, from, elements);
      return;
    }
    byte[] encoded = new byte[elements];
    codes.get(encoded, 0, elements);
    for (int i = 0; i < elements; i++) {
      values[from + i] = quantization.decode(encoded[i]);
    }
  }
}
