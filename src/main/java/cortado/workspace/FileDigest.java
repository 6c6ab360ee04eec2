package cortado.workspace;

import cortado.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The SHA-256 of a file, worked out while something else reads the same file, so that a large one
 * comes from the disk once.
 */
public final class FileDigest implements AutoCloseable {
  private static final int PART_BYTES = 1 << 20;

  private final Path file;
  private final CompletableFuture<String> hex;
  private volatile boolean closed;

  /** Begins to read a file. */
  public FileDigest(Path file) {
    this.file = file;
    this.hex = CompletableFuture.supplyAsync(this::read);
  }

  private String read() {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[PART_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0 && !closed; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw UserError.because("Cannot read " + file + " (" + e + ")", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Waits for the digest.
   *
   * @return in hexadecimal
   * @throws UserError if the file cannot be read
   */
  public String get() {
    try {
      return hex.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UserError u ? u : e;
    }
  }

  /** Ends the reading. */
  @Override
  public void close() {
    closed = true;
  }

  /** A channel that digests what goes through it. */
  static final class Channel implements WritableByteChannel {
    private final WritableByteChannel to;
    private final MessageDigest digest = sha256();

    Channel(WritableByteChannel to) {
      this.to = to;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      ByteBuffer all = bytes.duplicate();
      int n = to.write(bytes);
      digest.update(all.limit(all.position() + n));
      return n;
    }

    /** The digest of what was written, in hexadecimal. */
    String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public boolean isOpen() {
      return to.isOpen();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
