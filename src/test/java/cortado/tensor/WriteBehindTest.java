package cortado.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriteBehindTest {
  @TempDir Path dir;

  private static void write(StreamedContent content, WritableByteChannel to, Path path)
      throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      WriteBehind.write(content, to == null ? file : to, file);
    }
  }

  @Test
  void bytesOfAnySizesGoOutInOrder() throws IOException {
    byte[] bytes = new byte[20_000_003];
    new Random(7).nextBytes(bytes);
    Path path = dir.resolve("bytes");
    write(
        to -> {
          for (int at = 0, size = 1; at < bytes.length; at += size, size = size * 3 % 4_000_037) {
            ByteBuffer some = ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at));
            int count = some.remaining();
            assertThat(to.write(some)).isEqualTo(count);
            assertThat(some.hasRemaining()).isFalse();
          }
        },
        null,
        path);
    assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
  }

  @Test
  void whatIsWrittenMayBeUsedAgainAtOnce() throws IOException {
    Path path = dir.resolve("reused");
    byte[] one = new byte[1];
    write(
        to -> {
          for (int i = 0; i < 100; i++) {
            one[0] = (byte) i;
            to.write(ByteBuffer.wrap(one));
          }
        },
        null,
        path);
    for (int i = 0; i < 100; i++) {
      assertThat(Files.readAllBytes(path)[i]).isEqualTo((byte) i);
    }
  }

  @Test
  void aSlowDiskHoldsUpWhoComputes() throws IOException {
    AtomicLong computed = new AtomicLong();
    AtomicLong written = new AtomicLong();
    AtomicLong between = new AtomicLong();
    WritableByteChannel slow =
        new Disk() {
          @Override
          public int write(ByteBuffer bytes) {
            between.accumulateAndGet(computed.get() - written.get(), Math::max);
            int n = bytes.remaining();
            bytes.position(bytes.limit());
            written.addAndGet(n);
            return n;
          }
        };
    ByteBuffer part = ByteBuffer.allocate(100_000);
    write(
        to -> {
          for (int i = 0; i < 1000; i++) {
            computed.addAndGet(to.write(part.clear()));
          }
        },
        slow,
        dir.resolve("slow"));
    assertThat(written).hasValue(100_000_000);
    assertThat(between.get()).isLessThan(6 << 20);
  }

  @Test
  void aFailureOfTheDiskEndsTheComputing() {
    AtomicLong computed = new AtomicLong();
    IOException full = new IOException("No space left on device");
    WritableByteChannel disk =
        new Disk() {
          @Override
          public int write(ByteBuffer bytes) throws IOException {
            throw full;
          }
        };
    assertThatThrownBy(
            () ->
                write(
                    to -> {
                      while (true) {
                        computed.addAndGet(to.write(ByteBuffer.allocate(1 << 20)));
                      }
                    },
                    disk,
                    dir.resolve("full")))
        .isSameAs(full);
    assertThat(computed.get()).isLessThan(10 << 20);
  }

  @Test
  void aFailureAtTheLastBytesIsTold() {
    WritableByteChannel disk =
        new Disk() {
          @Override
          public int write(ByteBuffer bytes) {
            throw new IllegalStateException("broken");
          }
        };
    assertThatThrownBy(
            () -> write(to -> to.write(ByteBuffer.allocate(1)), disk, dir.resolve("broken")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }

  @Test
  void aFailureOfTheComputingLeavesNoThreadBehind() {
    assertThatThrownBy(
            () ->
                write(
                    to -> {
                      to.write(ByteBuffer.allocate(3_000_000));
                      throw new IOException("cannot compute");
                    },
                    null,
                    dir.resolve("half")))
        .hasMessage("cannot compute");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(t -> t.isAlive() && t.getName().startsWith("cortado-writer"));
  }

  @Test
  void anInterruptionEndsItWhileTheDiskIsWaitedFor() {
    CountDownLatch stuck = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    WritableByteChannel disk =
        new Disk() {
          @Override
          public int write(ByteBuffer bytes) throws IOException {
            caller.interrupt();
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new ClosedByInterruptException();
            }
            return 0;
          }
        };
    assertThatThrownBy(
            () ->
                write(
                    to -> {
                      while (true) {
                        to.write(ByteBuffer.allocate(1 << 20));
                      }
                    },
                    disk,
                    dir.resolve("stuck")))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** A channel of which tests tell how it writes. */
  private abstract static class Disk implements WritableByteChannel {
    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
