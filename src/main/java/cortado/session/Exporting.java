package cortado.session;

import cortado.UserError;
import cortado.tensor.AtomicFile;
import cortado.tensorflow.SavedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes variants to files of the user. */
record Exporting(Artifacts artifacts) {

  /**
   * @throws UserError if the ending is unknown, or the variant does not exist in that format
   */
  void export(Variant v, Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (name.indexOf('.', 1) < 0 || Files.isDirectory(file)) {
      requireFloat(v, file, "a SavedModel");
      SavedModel.write(v.model(), file);
      return;
    }
    switch (ending) {
      case "h5", "hdf5" -> {
        requireFloat(v, file, "a Keras file");
        copy(artifacts.h5(v), file);
      }
      case "tflite" -> copy(artifacts.tflite(v), file);
      default ->
          throw UserError.because("The format is not known by the ending of the file")
              .received(file)
              .allowed(
                  v.isTflite()
                      ? ".tflite"
                      : ".h5, .hdf5, .tflite, or a folder without an ending for a SavedModel");
    }
  }

  private static void requireFloat(Variant v, Path file, String what) {
    if (v.isTflite()) {
      throw UserError.because(
              v.name()
                  + (v.isForeign() ? " is a TFLite file" : " is quantized")
                  + ", which "
                  + what
                  + " cannot hold")
          .received(file)
          .allowed(".tflite");
    }
  }

  private static void copy(Path artifact, Path file) {
    AtomicFile.copy(artifact, file);
  }
}
