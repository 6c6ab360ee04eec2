package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteBool;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt16;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt64;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt8;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteUInt8;

import cortado.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** The memory of a native tensor as real numbers, whatever its type. */
interface TensorElements {
  void write(float[] values, int from);

  void read(float[] values, int from);

  /**
   * @throws UserError if elements of this type are neither real numbers nor integers
   */
  static TensorElements of(TfLiteTensor t, String name, int count) {
    int type = t.type();
    if (type == kTfLiteFloat32) {
      return new Reals(new FloatPointer(t.data().data()), count);
    }
    int bytes;
    long least;
    if (type == kTfLiteInt8) {
      bytes = 1;
      least = Byte.MIN_VALUE;
    } else if (type == kTfLiteUInt8 || type == kTfLiteBool) {
      bytes = 1;
      least = 0;
    } else if (type == kTfLiteInt16) {
      bytes = 2;
      least = Short.MIN_VALUE;
    } else if (type == kTfLiteInt32) {
      bytes = 4;
      least = Integer.MIN_VALUE;
    } else if (type == kTfLiteInt64) {
      bytes = 8;
      least = Long.MIN_VALUE;
    } else {
      throw UserError.because(
              "The tensor '" + name + "' of the TFLite file has an unsupported type")
          .received("type " + type + " of the TFLite runtime")
          .allowed("float32, int8, uint8, int16, int32, int64, bool");
    }
    long most = type == kTfLiteBool ? 1 : least == 0 ? 255 : -(least + 1);
    ByteBuffer memory =
        new BytePointer(t.data().data())
            .capacity((long) count * bytes)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder());
    Integers plain = new Integers(memory, bytes, least, most, count, name);
    float scale = t.params().scale();
    return scale == 0 ? plain : new Codes(plain, scale, t.params().zero_point());
  }

  /** float32. */
  record Reals(FloatPointer memory, int count) implements TensorElements {
    @Override
    public void write(float[] values, int from) {
      memory.put(values, from, count);
    }

    @Override
    public void read(float[] values, int from) {
      memory.get(values, from, count);
    }
  }

  /** Whole numbers of a range, which stand for themselves. */
  record Integers(ByteBuffer memory, int bytes, long least, long most, int count, String name)
      implements TensorElements {
    @Override
    public void write(float[] values, int from) {
      for (int i = 0; i < count; i++) {
        float v = values[from + i];
        if (!(v >= least && v <= most && v == Math.rint(v))) {
          throw UserError.because("The input '" + name + "' takes whole numbers")
              .received(v)
              .allowed(least + " to " + most);
        }
        set(i, (long) v);
      }
    }

    @Override
    public void read(float[] values, int from) {
      for (int i = 0; i < count; i++) {
        values[from + i] = get(i);
      }
    }

    void set(int i, long code) {
      switch (bytes) {
        case 1 -> memory.put(i, (byte) code);
        case 2 -> memory.putShort(2 * i, (short) code);
        case 4 -> memory.putInt(4 * i, (int) code);
        default -> memory.putLong(8 * i, code);
      }
    }

    long get(int i) {
      return switch (bytes) {
        case 1 -> least == 0 ? Byte.toUnsignedInt(memory.get(i)) : memory.get(i);
        case 2 -> memory.getShort(2 * i);
        case 4 -> memory.getInt(4 * i);
        default -> memory.getLong(8 * i);
      };
    }
  }

  /** Whole numbers as codes of real ones: scale x (code - zero point), saturating. */
  record Codes(Integers codes, float scale, int zeroPoint) implements TensorElements {
    @Override
    public void write(float[] values, int from) {
      for (int i = 0; i < codes.count(); i++) {
        double x = (double) values[from + i] / scale;
        // Halves away from zero, as TFLite rounds.
        double rounded = Math.copySign(Math.floor(Math.abs(x) + 0.5), x) + zeroPoint;
        codes.set(i, (long) Math.max(codes.least(), Math.min(codes.most(), rounded)));
      }
    }

    @Override
    public void read(float[] values, int from) {
      for (int i = 0; i < codes.count(); i++) {
        values[from + i] = scale * (codes.get(i) - zeroPoint);
      }
    }
  }
}
