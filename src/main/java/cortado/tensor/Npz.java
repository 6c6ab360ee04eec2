package cortado.tensor;

import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Several arrays in one file, as {@code numpy.savez} writes them: a zip of npy files. */
public final class Npz {
  /** Time stamps are not kept, so that equal arrays give equal files; zip counts from 1980. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Writes arrays; an existing file is replaced.
   *
   * @param arrays by their names
   * @throws UserError if the file cannot be written
   */
  public static void write(Path path, Map<String, Tensor> arrays) {
    AtomicFile.write(
        path,
        beside -> {
          try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(beside))) {
            for (Map.Entry<String, Tensor> e : arrays.entrySet()) {
              add(zip, e.getKey() + ".npy", e.getValue());
            }
          }
        });
  }

  private static void add(ZipOutputStream zip, String name, Tensor tensor) throws IOException {
    ByteBuffer header = Npy.header(tensor.dtype(), tensor.shape());
    CRC32 checksum = new CRC32();
    checksum.update(header.duplicate());
    checksum.update(tensor.bytes());
    long size = header.remaining() + (long) tensor.bytes().remaining();
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCompressedSize(size);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    WritableByteChannel out = Channels.newChannel(zip);
    StreamedContent.writeFully(out, header);
    StreamedContent.writeFully(out, tensor.bytes());
    zip.closeEntry();
  }
}
