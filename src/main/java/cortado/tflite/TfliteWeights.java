package cortado.tflite;

import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How many weights a TFLite file has: elements of constants that are real numbers or codes of them,
 * not of shapes and axes.
 *
 * @param parameters the number of elements
 * @param nonzero those that do not stand for 0
 * @param kernels elements of those with more than one axis, which are what pruning touches
 * @param kernelsNonzero those of them that do not stand for 0
 */
public record TfliteWeights(long parameters, long nonzero, long kernels, long kernelsNonzero) {
  private static final int PART_BYTES = 1 << 20;

  /** The share of zeros in the kernels, in [0, 1]. */
  public double sparsity() {
    return kernels == 0 ? 0 : 1 - (double) kernelsNonzero / kernels;
  }

  /**
   * Counts the weights of a file, each once however many tensors share it.
   *
   * @param file what {@link TfliteFile#read} found at the path
   */
  public static TfliteWeights of(TfliteFile file, Path path) {
    TfliteWeights sum = new TfliteWeights(0, 0, 0, 0);
    Set<Long> seen = new HashSet<>();
    try (FileChannel channel = FileChannel.open(path)) {
      for (TfliteFile.Subgraph g : file.subgraphs()) {
        for (TfliteFile.TensorEntry t : g.tensors()) {
          if (isWeight(t) && seen.add(t.dataAt())) {
            sum = sum.plus(t, nonzero(channel, t));
          }
        }
      }
    } catch (IOException e) {
      throw UserError.because("Cannot read " + path + " (" + e + ")", e);
    }
    return sum;
  }

  private static boolean isWeight(TfliteFile.TensorEntry t) {
    return t.isConstant()
        && t.type().bits() >= 4
        && t.type().bits() <= 64
        && (t.type().isReal() || t.codes().isQuantized());
  }

  private TfliteWeights plus(TfliteFile.TensorEntry t, long notZero) {
    long n = t.shape().elements();
    boolean kernel = t.shape().rank() > 1;
    return new TfliteWeights(
        parameters + n,
        nonzero + notZero,
        kernels + (kernel ? n : 0),
        kernelsNonzero + (kernel ? notZero : 0));
  }

  private static long nonzero(FileChannel channel, TfliteFile.TensorEntry t) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(PART_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long n = 0;
    for (long done = 0; done < t.dataBytes(); done += part.limit()) {
      part.clear().limit((int) Math.min(PART_BYTES, t.dataBytes() - done));
      while (part.hasRemaining()) {
        if (channel.read(part, t.dataAt() + done + part.position()) < 0) {
          throw new IOException("it ends too early");
        }
      }
      n += nonzero(part.flip(), t);
    }
    return n;
  }

  private static long nonzero(ByteBuffer part, TfliteFile.TensorEntry t) {
    long zero = t.codes().zeroPoints().isEmpty() ? 0 : t.codes().zeroPoints().get(0);
    int bits = t.type().bits();
    // The sign of a real zero does not count.
    long mask = t.type().isReal() ? -1L >>> 65 - bits : -1L >>> 64 - bits;
    long n = 0;
    while (part.remaining() >= Math.max(8, bits) / 8) {
      long code = next(part, bits);
      n += ((code ^ zero) & mask) == 0 ? 0 : 1;
      if (bits == 4) {
        n += ((code >> 4 ^ zero) & mask) == 0 ? 0 : 1;
      }
    }
    return n;
  }

  private static long next(ByteBuffer part, int bits) {
    return switch (bits) {
      case 16 -> part.getShort();
      case 32 -> part.getInt();
      case 64 -> part.getLong();
      default -> part.get();
    };
  }
}
