package cortado.measure;

import cortado.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * What a file, or all files of a folder, take on disk.
 *
 * @param bytes as they are
 * @param gzipBytes compressed as by {@code gzip -9}, each file by itself
 */
public record FileSize(long bytes, long gzipBytes) {

  /**
   * Reads the files once; nothing is written.
   *
   * @throws UserError if one cannot be read
   */
  public static FileSize of(Path path) {
    try (Stream<Path> walk = Files.walk(path)) {
      long bytes = 0;
      long gzipBytes = 0;
      for (Path file : files(walk)) {
        bytes += Files.size(file);
        gzipBytes += gzipped(file);
      }
      return new FileSize(bytes, gzipBytes);
    } catch (IOException e) {
      throw UserError.because("Cannot read " + path + " (" + e + ")", e);
    }
  }

  /** The bytes alone, 0 where there is nothing. */
  static long raw(Path path) {
    if (!Files.exists(path)) {
      return 0;
    }
    try (Stream<Path> walk = Files.walk(path)) {
      long bytes = 0;
      for (Path file : files(walk)) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw UserError.because("Cannot read " + path + " (" + e + ")", e);
    }
  }

  private static List<Path> files(Stream<Path> walk) {
    return walk.filter(Files::isRegularFile).toList();
  }

  private static long gzipped(Path file) throws IOException {
    CountingStream count = new CountingStream();
    try (BestGzip gzip = new BestGzip(count)) {
      Files.copy(file, gzip);
    }
    return count.bytes;
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes += len;
    }
  }
}
