package cortado.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that are their user's alone, where the system knows users. */
final class OwnerOnly {
  private static final FileAttribute<?>[] NONE = {};
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnerOnly() {}

  /** What a new file is made with. */
  static FileAttribute<?>[] file() {
    return attributes("rw-------");
  }

  /** Makes a folder unless it is there. */
  static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, attributes("rwx------"));
    }
  }

  /** Makes an empty file unless it is there. */
  static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, file());
    } catch (FileAlreadyExistsException e) {
      // It has the rights that it was made with.
    }
  }

  private static FileAttribute<?>[] attributes(String rights) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : NONE;
  }
}
