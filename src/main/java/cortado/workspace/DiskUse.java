package cortado.workspace;

import cortado.FolderTree;
import cortado.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a workspace takes on the disk. */
record DiskUse(Workspace workspace) {

  /** Of all files, in bytes. */
  long bytes() {
    return bytes(workspace.folder());
  }

  /** Of what can be made again, in bytes. */
  long remadeBytes() {
    return bytes(workspace.artifacts());
  }

  static long bytes(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      long sum = 0;
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        sum += Files.size(p);
      }
      return sum;
    } catch (IOException e) {
      throw UserError.because("Cannot list " + folder + " (" + e + ")", e);
    }
  }

  /** Takes away artifacts under a name that is to mean something else, or nothing. */
  void forgetArtifacts(String variant) {
    workspace.requireWritable();
    try {
      for (String ending : new String[] {".h5", ".tflite", ".savedmodel"}) {
        Path file = workspace.artifacts().resolve(variant + ending);
        FolderTree.delete(file);
      }
    } catch (IOException e) {
      throw UserError.because("Cannot write to the workspace (" + e + ")", e);
    }
  }
}
