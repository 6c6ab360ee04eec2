package cortado.keras.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Little-endian bytes in the making. */
final class Bytes {
  private byte[] content = new byte[256];
  private int size;

  Bytes u8(int... values) {
    for (int v : values) {
      little(v, 1);
    }
    return this;
  }

  Bytes u16(int v) {
    return little(v, 2);
  }

  Bytes u32(long v) {
    return little(v, 4);
  }

  Bytes u64(long... values) {
    for (long v : values) {
      little(v, 8);
    }
    return this;
  }

  Bytes raw(byte... bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, content, size, bytes.length);
    size += bytes.length;
    return this;
  }

  Bytes raw(Bytes other) {
    return raw(Arrays.copyOf(other.content, other.size));
  }

  Bytes ascii(String s) {
    return raw(s.getBytes(StandardCharsets.US_ASCII));
  }

  Bytes zeros(int n) {
    return raw(new byte[n]);
  }

  /** Fills up to a multiple of 8, which the format asks for nearly everywhere. */
  Bytes align() {
    return zeros(-size & 7);
  }

  Bytes fillTo(int total) {
    return zeros(total - size);
  }

  int size() {
    return size;
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(content, 0, size).slice();
  }

  private Bytes little(long v, int n) {
    ensure(n);
    for (int i = 0; i < n; i++) {
      content[size++] = (byte) (v >>> 8 * i);
    }
    return this;
  }

  private void ensure(int more) {
    int needed = Math.addExact(size, more);
    if (needed > content.length) {
      content = Arrays.copyOf(content, Math.max(needed, Math.multiplyExact(content.length, 2)));
    }
  }
}
