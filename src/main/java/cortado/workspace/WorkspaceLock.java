package cortado.workspace;

import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Keeps others out of a workspace; the system releases it when the process ends, however. Its file
 * tells who has it: the process and since when.
 */
final class WorkspaceLock implements AutoCloseable {
  // Beyond what it says: on Windows nobody else can read the part that is locked.
  private static final long LOCKED = 1L << 40;

  private final FileChannel channel;

  private WorkspaceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws UserError if another session has the workspace
   */
  static WorkspaceLock acquire(Path workspace) throws IOException {
    Path file = workspace.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file());
    try {
      FileLock lock = channel.tryLock(LOCKED, 1, false);
      if (lock != null) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.US_ASCII)));
        return new WorkspaceLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // This very process has it.
    }
    channel.close();
    throw UserError.because("The workspace " + workspace + " is in use")
        .received("a session in process " + owner(file))
        .next(
            "close that session, start this one with --workspace DIR, or look without changing"
                + " anything: --read-only");
  }

  private static String holder() {
    return ProcessHandle.current().pid() + "\n" + Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String owner(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty()
          ? "?"
          : lines.get(0) + (lines.size() > 1 ? ", since " + lines.get(1) : "");
    } catch (IOException e) {
      return "?";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The end of the process releases it.
    }
  }
}
