package cortado.keras.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A part of a file as if it were a file of its own, to be read only. */
final class FilePart extends FileChannel {
  private final FileChannel file;
  private final long offset;
  private final long size;
  private long position;

  /** Closing the part closes the file. */
  FilePart(FileChannel file, long offset, long size) {
    this.file = file;
    this.offset = offset;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer to, long from) throws IOException {
    if (from >= size) {
      return -1;
    }
    int n = (int) Math.min(to.remaining(), size - from);
    int limit = to.limit();
    to.limit(to.position() + n);
    try {
      return file.read(to, offset + from);
    } finally {
      to.limit(limit);
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    int n = read(to, position);
    position += Math.max(n, 0);
    return n;
  }

  @Override
  public long read(ByteBuffer[] to, int from, int length) throws IOException {
    return length == 0 ? 0 : read(to[from]);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long bytes) throws IOException {
    if (from < 0 || bytes < 0 || bytes > size - from) {
      throw new IOException(bytes + " bytes at " + from + " of " + size);
    }
    return file.map(MapMode.READ_ONLY, offset + from, bytes);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long to) {
    position = to;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from, long to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metaData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long to, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long from, long bytes, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long from, long bytes, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
