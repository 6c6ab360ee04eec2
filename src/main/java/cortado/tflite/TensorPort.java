package cortado.tflite;

import cortado.UserError;
import cortado.tensor.Shape;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** An input or output of a native model, read and written as float32 whatever its type. */
final class TensorPort {
  private final String name;
  private final Shape shape;
  private final int elements;
  private final TensorElements memory;

  /**
   * @throws UserError if its elements are neither real numbers nor integers
   */
  TensorPort(TfLiteTensor t) {
    name = t.name() == null ? "" : t.name().getString();
    shape = shape(t.dims());
    elements = Math.toIntExact(shape.elements());
    memory = TensorElements.of(t, name, elements);
  }

  static Shape shape(TfLiteIntArray dims) {
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
    memory.write(values, from);
  }

  /** Reads {@code elements()} values. */
  void read(float[] values, int from) {
    memory.read(values, from);
  }
}
