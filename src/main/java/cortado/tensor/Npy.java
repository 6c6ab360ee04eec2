package cortado.tensor;

import cortado.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Arrays in numpy's npy format, versions 1 and 2 (numpy's NEP 1): little-endian numbers in
 * row-major order. The tensor of a file above 64 MB is a view on the mapped file, which must not be
 * changed in place; that of a smaller one is a copy.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 1 << 16;
  private static final long COPIED_UP_TO = 64_000_000;
  private static final String FLOAT64 = "<f8";
  private static final Map<DType, String> DESCR =
      new EnumMap<>(
          Map.of(
              DType.FLOAT32, "<f4",
              DType.FLOAT16, "<f2",
              DType.INT8, "|i1",
              DType.UINT8, "|u1",
              DType.INT16, "<i2",
              DType.INT32, "<i4",
              DType.INT64, "<i8"));

  private Npy() {}

  /**
   * Reads an array. The type stays as it is, but for float64: its numbers become float32, rounded
   * to the nearest.
   *
   * @throws UserError if the file is missing, is damaged, claims another size than it has, holds
   *     another type or another order, or a float64 that is beyond float32
   */
  public static Tensor read(Path path) {
    return read(path, false);
  }

  /**
   * As {@link #read}, but the numbers stay in the file, unless they are float64. Nobody may change
   * the file as long as the tensor is used.
   */
  public static Tensor map(Path path) {
    return read(path, true);
  }

  private static Tensor read(Path path, boolean mapped) {
    if (!Files.isRegularFile(path)) {
      throw UserError.because("There is no such file").received(path).allowed("an .npy file");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      return read(path, channel, mapped);
    } catch (IOException e) {
      throw UserError.because("Cannot read " + path + " (" + e + ")", e);
    }
  }

  private static Tensor read(Path path, FileChannel channel, boolean mapped) throws IOException {
    NpyHeader header;
    try {
      header = header(channel);
    } catch (EOFException | IllegalArgumentException e) {
      throw UserError.because(path + " is no npy file: " + e.getMessage(), e)
          .next("write it with numpy.save");
    }
    if (header.fortranOrder()) {
      throw UserError.because(path + " is in column-major order")
          .received("fortran_order True")
          .allowed("row-major order")
          .next("numpy.save(file, numpy.ascontiguousarray(array))");
    }
    boolean isDouble = header.descr().equals(FLOAT64);
    DType type = isDouble ? DType.FLOAT32 : type(path, header.descr());
    long size = size(path, header.shape(), isDouble ? 8 : type.bytes(), channel);
    ByteBuffer data =
        size > COPIED_UP_TO || mapped && !isDouble
            ? channel
                .map(MapMode.READ_ONLY, channel.position(), size)
                .order(ByteOrder.LITTLE_ENDIAN)
            : readFully(channel, (int) size);
    return isDouble ? rounded(path, header.shape(), data) : Tensor.view(type, header.shape(), data);
  }

  private static NpyHeader header(FileChannel channel) throws IOException {
    ByteBuffer start = readFully(channel, MAGIC.length + 2);
    byte[] magic = new byte[MAGIC.length];
    start.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("it does not begin with \\x93NUMPY");
    }
    int version = start.get();
    if (version != 1 && version != 2) {
      throw new IllegalArgumentException("its version is " + version + ", allowed are 1 and 2");
    }
    ByteBuffer field = readFully(channel, version == 1 ? 2 : 4);
    long length =
        version == 1 ? Short.toUnsignedInt(field.getShort()) : field.getInt() & 0xffffffffL;
    if (length > MAX_HEADER) {
      throw new IllegalArgumentException("its header would take " + length + " bytes");
    }
    ByteBuffer text = readFully(channel, (int) length);
    return NpyHeader.parse(new String(text.array(), StandardCharsets.ISO_8859_1));
  }

  private static DType type(Path path, String descr) {
    for (Map.Entry<DType, String> e : DESCR.entrySet()) {
      if (e.getValue().equals(descr)) {
        return e.getKey();
      }
    }
    throw UserError.because(path + " holds an unsupported element type")
        .received(descr)
        .allowed(String.join(", ", DESCR.values()) + ", " + FLOAT64)
        .next("numpy.save(file, array.astype('<f4'))");
  }

  private static long size(Path path, Shape shape, int elementBytes, FileChannel channel)
      throws IOException {
    long there = channel.size() - channel.position();
    try {
      long claimed = Math.multiplyExact(shape.elements(), (long) elementBytes);
      if (claimed == there && claimed <= Tensor.MAX_BYTES) {
        return claimed;
      }
    } catch (ArithmeticException e) {
      // More than a long counts: it cannot be there.
    }
    throw UserError.because(
            path + " does not hold the array that its header describes, or one beyond 2 GB")
        .received(there + " bytes of data for the shape " + shape)
        .allowed(elementBytes + " bytes for each element");
  }

  private static Tensor rounded(Path path, Shape shape, ByteBuffer data) {
    float[] values = new float[data.remaining() / Double.BYTES];
    for (int i = 0; i < values.length; i++) {
      double v = data.getDouble();
      values[i] = (float) v;
      if (Float.isInfinite(values[i]) && !Double.isInfinite(v)) {
        throw UserError.because(path + " holds a float64 that is too large for float32")
            .received(v);
      }
    }
    return Tensor.of(shape, values);
  }

  private static ByteBuffer readFully(FileChannel channel, int bytes) throws IOException {
    if (bytes > channel.size() - channel.position()) {
      throw new EOFException("it ends too early");
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("it ends too early");
      }
    }
    return buffer.flip();
  }

  /**
   * Writes an array as npy version 1, of the tensor's own type.
   *
   * @throws UserError if the file cannot be written
   */
  public static void write(Path path, Tensor tensor) {
    ByteBuffer header = header(tensor.dtype(), tensor.shape());
    AtomicFile.stream(
        path,
        channel -> {
          StreamedContent.writeFully(channel, header);
          tensor.writeTo(channel);
        });
  }

  /** What stands before the numbers. */
  static ByteBuffer header(DType dtype, Shape shape) {
    String text = new NpyHeader(DESCR.get(dtype), false, shape).toString();
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    int length = text.length() + 1 + Math.floorMod(-unpadded, 64);
    String padded = text + " ".repeat(length - text.length() - 1) + "\n";
    return ByteBuffer.allocate(MAGIC.length + 4 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.ISO_8859_1))
        .flip();
  }
}
