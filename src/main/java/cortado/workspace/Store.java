package cortado.workspace;

import cortado.UserError;
import cortado.tensor.StreamedContent;
import cortado.tensor.WriteBehind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of files named by the SHA-256 of their content, so that equal ones are kept once. */
public final class Store {
  private static final String UNFINISHED = "new-";

  /** Up to this size in bytes a file is read through before its first use. */
  private static final long READ_THROUGH = 256_000_000;

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.(safetensors|tflite)");

  private final Path folder;
  private final Set<String> sound = ConcurrentHashMap.newKeySet();

  Store(Path folder) {
    this.folder = folder;
  }

  /** Takes away what a process that was killed left unfinished; answers its names. */
  List<String> clean() throws IOException {
    List<String> taken = new ArrayList<>();
    for (String name : names()) {
      if (name.startsWith(UNFINISHED)) {
        Files.delete(folder.resolve(name));
        taken.add(name);
      }
    }
    return taken;
  }

  /** All files, in the order of their names. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** In bytes; 0 if it is missing. */
  long size(String name) {
    try {
      return Files.size(folder.resolve(name));
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Keeps a file; it is on the disk when this returns.
   *
   * @return its name in the store
   * @throws UserError if it cannot be written; nothing is left of it then
   */
  public String add(String ending, StreamedContent content) {
    Path unfinished = folder.resolve(UNFINISHED + UUID.randomUUID() + ending);
    try {
      String name;
      try (FileChannel file =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OwnerOnly.file())) {
        FileDigest.Channel digest = new FileDigest.Channel(file);
        WriteBehind.write(content, digest, file);
        file.force(true);
        name = digest.hex() + ending;
      }
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      sound.add(name);
      return name;
    } catch (IOException e) {
      throw UserError.because("Cannot write to the workspace " + folder + " (" + e + ")", e);
    } finally {
      delete(unfinished);
    }
  }

  /** Whether a file here can have this name, which an index that a stranger made may not. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Where a file of this name is. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** What is wrong with a file, in words that follow its name; all of it is read. */
  Optional<String> fault(String name) {
    if (!Files.isRegularFile(path(name))) {
      return Optional.of("is missing");
    }
    try (FileDigest digest = new FileDigest(path(name))) {
      if (name.startsWith(digest.get() + ".")) {
        sound.add(name);
        return Optional.empty();
      }
      return Optional.of("is not what was written: its SHA-256 is " + digest.get());
    }
  }

  /**
   * The path of a file that is what was written; a large one is only required to be there.
   *
   * @param variant that it belongs to
   * @throws UserError if it is not
   */
  public Path sound(String name, String variant) {
    if (!sound.contains(name) && size(name) <= READ_THROUGH) { // 0 if it is missing
      fault(name)
          .ifPresent(
              fault -> {
                throw UserError.because(
                        "The workspace is damaged: a file of " + variant + " " + fault)
                    .received(path(name))
                    .next(
                        "make it again with another --as, which writes the same file; %history "
                            + variant
                            + " tells how; or %session drop "
                            + variant);
              });
    }
    return path(name);
  }

  private static void delete(Path p) {
    try {
      Files.deleteIfExists(p);
    } catch (IOException e) {
      // The next start takes it away.
    }
  }
}
