package cortado.workspace;

import cortado.FolderTree;
import cortado.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a workspace, as it is held.
 *
 * @param changing where files are that can be made again: the folder itself, or one of this process
 *     alone where nothing in it may be changed
 * @param lock empty where nothing in it may be changed
 */
record WorkspaceFolder(Path folder, Path changing, Optional<WorkspaceLock> lock)
    implements AutoCloseable {
  private static final List<String> REMADE = List.of("artifacts", "scratch");

  /**
   * @throws UserError if another session has it, or it holds something else
   */
  static WorkspaceFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    Optional<WorkspaceLock> lock = Optional.empty();
    try {
      prepare(folder);
      lock = Optional.of(WorkspaceLock.acquire(folder));
      OwnerOnly.createFolder(folder.resolve("store"));
      for (String sub : REMADE) {
        OwnerOnly.createFolder(folder.resolve(sub));
      }
      OwnerOnly.createFile(folder.resolve("index.db"));
      return new WorkspaceFolder(folder, folder, lock);
    } catch (IOException e) {
      lock.ifPresent(WorkspaceLock::close);
      throw unusable(folder, e);
    }
  }

  /**
   * @throws UserError if it is no workspace
   */
  static WorkspaceFolder openReadOnly(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (!isWorkspace(folder)) {
      throw UserError.because("There is no workspace to read")
          .received(folder)
          .next("leave --read-only out to make one");
    }
    try {
      Path own = Files.createTempDirectory("cortado-read-only");
      for (String sub : REMADE) {
        OwnerOnly.createFolder(own.resolve(sub));
      }
      return new WorkspaceFolder(folder, own, Optional.empty());
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Deletes it, if it is there and nobody has it; answers its bytes. */
  static long discard(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try {
      long bytes = DiskUse.bytes(folder);
      WorkspaceLock.acquire(folder).close();
      FolderTree.delete(folder);
      return bytes;
    } catch (IOException e) {
      throw UserError.because("Cannot delete " + folder + " (" + e + ")", e)
          .next("another name, or delete it by hand");
    }
  }

  static UserError unusable(Path folder, IOException e) {
    return UserError.because("Cannot use " + folder + " as a workspace (" + e + ")", e)
        .next("start with --workspace DIR, a folder that you may write to");
  }

  private static void prepare(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent() && !isWorkspace(folder)) {
          throw UserError.because("The folder is no workspace and not empty")
              .received(folder)
              .allowed("a new or an empty folder, or a workspace of Cortado");
        }
      }
      return;
    }
    Files.createDirectories(folder.getParent());
    OwnerOnly.createFolder(folder);
  }

  /** By its lock; a copy of a workspace may lack it, but not its index and its store. */
  private static boolean isWorkspace(Path folder) {
    return Files.exists(folder.resolve("lock"))
        || Files.isRegularFile(folder.resolve("index.db"))
            && Files.isDirectory(folder.resolve("store"));
  }

  @Override
  public void close() {
    lock.ifPresent(WorkspaceLock::close);
    if (!changing.equals(folder)) {
      try {
        FolderTree.delete(changing);
      } catch (IOException e) {
        // It is in the system's folder of temporary files.
      }
    }
  }
}
