package cortado.session;

import cortado.UserError;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The npy files that a child process reads and writes, in a folder of their own. */
record SampleFiles(Path folder) implements AutoCloseable {

  SampleFiles {
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw UserError.because("Cannot write to the workspace (" + e + ")", e);
    }
  }

  /** Writes one file for each tensor. */
  List<Path> write(String kind, NamedTensors tensors) {
    List<Path> files = names(kind, tensors.size());
    for (int i = 0; i < files.size(); i++) {
      Npy.write(files.get(i), tensors.tensors().get(i));
    }
    return files;
  }

  /** Where files of a kind are, or are to be. */
  List<Path> names(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> folder.resolve(kind + i + ".npy")).toList();
  }

  /** Takes the folder away. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.toList()) {
        Files.delete(p);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // The scratch folder around it is emptied as well.
    }
  }
}
