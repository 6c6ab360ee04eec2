package cortado.data;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Room for a known number of images, filled one after the other. */
final class SampleBuffer {
  private final Shape shape;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  /**
   * @throws UserError if they take more than 2 GB
   */
  SampleBuffer(int count, int height, int width, int channels) {
    requireRoom(count, height, width, channels);
    shape = Shape.of(count, height, width, channels);
    bytes =
        ByteBuffer.allocate(Math.toIntExact(4 * shape.elements())).order(ByteOrder.LITTLE_ENDIAN);
    floats = bytes.asFloatBuffer();
  }

  /**
   * @throws UserError if so many samples take more than 2 GB
   */
  static void requireRoom(long count, int height, int width, int channels) {
    double size = 4.0 * count * height * width * channels;
    if (size > Integer.MAX_VALUE - 8) {
      throw UserError.because("The samples do not fit into memory")
          .received(count + " of " + height + " x " + width + " x " + channels)
          .allowed("2147 MB of 4 bytes a value")
          .next("use fewer images or a smaller --size");
    }
  }

  void add(float[] sample) {
    floats.put(sample);
  }

  Tensor toTensor() {
    if (floats.hasRemaining()) {
      throw new IllegalStateException(floats.remaining() + " values are missing of " + shape);
    }
    return Tensor.view(DType.FLOAT32, shape, bytes);
  }
}
