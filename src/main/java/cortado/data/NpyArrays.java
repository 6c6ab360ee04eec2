package cortado.data;

import cortado.UserError;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;

/** npy files as float32 tensors of samples, whatever numbers they hold. */
public final class NpyArrays {
  /** Whole numbers up to this are float32, too. */
  private static final long EXACT = 1 << 24;

  private NpyArrays() {}

  /**
   * Reads the files; an array of one axis becomes one number for each sample.
   *
   * @throws UserError if one cannot be read, holds whole numbers beyond 2^24, or they do not have
   *     as many samples; or if only some have names, or two the same
   */
  public static NamedTensors read(List<NamedFile> files) {
    requireNames(files);
    List<Tensor> tensors = files.stream().map(NpyArrays::read).toList();
    for (int i = 1; i < tensors.size(); i++) {
      int count = tensors.get(i).shape().dim(0);
      if (count != tensors.get(0).shape().dim(0)) {
        throw UserError.because("The arrays do not have as many samples as each other")
            .received(count + " in " + files.get(i).path())
            .allowed(tensors.get(0).shape().dim(0) + ", as in " + files.get(0).path());
      }
    }
    return new NamedTensors(files.stream().map(NamedFile::name).toList(), tensors);
  }

  private static void requireNames(List<NamedFile> files) {
    long named = files.stream().filter(f -> !f.name().isEmpty()).count();
    if (named != 0 && named != files.size()) {
      throw UserError.because("Only some of the files have the name of an input or output")
          .received(files)
          .allowed("name=file.npy for all of them, or for none");
    }
    if (named > 0 && new HashSet<>(files.stream().map(NamedFile::name).toList()).size() < named) {
      throw UserError.because("Two files have the same name of an input or output").received(files);
    }
  }

  private static Tensor read(NamedFile file) {
    Tensor t = floats(file, Npy.read(file.path()));
    if (t.shape().rank() == 0 || t.shape().elements() == 0) {
      throw UserError.because("There is no sample in " + file.path()).received(t.shape());
    }
    return t.shape().rank() == 1 ? t.reshape(Shape.of(t.shape().dim(0), 1)) : t;
  }

  private static Tensor floats(NamedFile file, Tensor t) {
    ByteBuffer b = t.bytes();
    return switch (t.dtype()) {
      case FLOAT32 -> t;
      case INT8 -> fill(file, t, i -> b.get(i));
      case UINT8 -> fill(file, t, i -> b.get(i) & 0xff);
      case INT16 -> fill(file, t, i -> b.getShort(2 * i));
      case INT32 -> fill(file, t, i -> b.getInt(4 * i));
      case INT64 -> fill(file, t, i -> b.getLong(8 * i));
      case FLOAT16 ->
          throw UserError.because(file.path() + " holds float16")
              .allowed("float32, float64 and whole numbers")
              .next("numpy.save(file, array.astype('<f4'))");
    };
  }

  private interface Element {
    long at(int i);
  }

  private static Tensor fill(NamedFile file, Tensor t, Element element) {
    float[] values = new float[Math.toIntExact(t.shape().elements())];
    for (int i = 0; i < values.length; i++) {
      long v = element.at(i);
      if (v < -EXACT || v > EXACT) {
        throw UserError.because(file.path() + " holds a number that float32 cannot")
            .received(v)
            .allowed("-2^24 to 2^24");
      }
      values[i] = v;
    }
    return Tensor.of(t.shape(), values);
  }
}
