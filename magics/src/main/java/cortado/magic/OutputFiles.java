package cortado.magic;

import cortado.UserError;
import cortado.data.NamedFile;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.tensor.Npz;
import java.util.List;
import java.util.Locale;

/** Where a prediction goes. */
final class OutputFiles {
  private final List<NamedFile> files;

  /**
   * @param outputs the names that the model's outputs have
   * @throws UserError if it is not clear which output goes where
   */
  OutputFiles(List<NamedFile> files, List<String> outputs) {
    this.files = files;
    for (NamedFile f : files) {
      if (!f.name().isEmpty() && !outputs.contains(f.name())) {
        throw UserError.because("The model has no such output")
            .received(f.name())
            .allowed(String.join(", ", outputs));
      }
      if (f.name().isEmpty() && outputs.size() > 1 && (files.size() > 1 || !isNpz(f))) {
        throw UserError.because("The model has " + outputs.size() + " outputs for one file")
            .received(f)
            .allowed("an .npz file, or NAME=FILE.npy for each of " + String.join(", ", outputs))
            .next("--out outputs.npz");
      }
    }
  }

  private static boolean isNpz(NamedFile f) {
    return f.path().toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  void write(NamedTensors outputs) {
    for (NamedFile f : files) {
      if (isNpz(f) && f.name().isEmpty()) {
        Npz.write(f.path(), outputs.asMap());
      } else {
        Npy.write(f.path(), f.name().isEmpty() ? outputs.tensors().get(0) : outputs.get(f.name()));
      }
    }
  }
}
