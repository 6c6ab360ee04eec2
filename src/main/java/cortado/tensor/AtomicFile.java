package cortado.tensor;

import cortado.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file beside its place and moves it there, so that a reader never sees half of it. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the whole content to a path at which nothing exists yet. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path path) throws IOException;
  }

  /**
   * Replaces {@code target} once its content is written and on the disk; if that fails, the target
   * stays as it was.
   *
   * @throws UserError if the folder is missing, the target is a folder or the disk refuses
   */
  public static void write(Path target, Content content) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw UserError.because("The folder to write to does not exist").received(folder);
    }
    if (Files.isDirectory(absolute)) {
      throw UserError.because("A folder stands where the file is to go").received(target);
    }
    Path beside = folder.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      content.writeTo(beside);
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw UserError.because("Cannot write " + target + " (" + e + ")", e);
    } finally {
      delete(beside);
    }
  }

  /**
   * Replaces {@code target} as {@link #write} does, by content that is written in order.
   *
   * @throws UserError as {@link #write} does
   */
  public static void stream(Path target, StreamedContent content) {
    write(
        target,
        beside -> {
          try (FileChannel channel =
              FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            WriteBehind.write(content, channel, channel);
          }
        });
  }

  /**
   * Replaces {@code target} by a copy of a file.
   *
   * @throws UserError as {@link #write} does
   */
  public static void copy(Path source, Path target) {
    write(
        target,
        beside -> {
          try (FileChannel from = FileChannel.open(source);
              FileChannel to =
                  FileChannel.open(
                      beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = from.size();
            for (long at = 0; at < size; ) {
              at += from.transferTo(at, size - at, to);
            }
          }
        });
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What failed before this is what the user needs to hear.
    }
  }
}
