package cortado.session;

import cortado.UserError;
import cortado.keras.KerasWriter;
import cortado.tensorflow.SavedModel;
import cortado.workspace.SafetensorsModel;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes variants to files of the user. */
record Exporting(Artifacts artifacts, VariantCatalog catalog) {

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
      case "keras", "h5", "hdf5" -> {
        requireFloat(v, file, "a Keras file");
        KerasWriter.write(v.model(), file);
      }
      case "safetensors" -> {
        requireFloat(v, file, "a safetensors file");
        SafetensorsModel.write(v.model(), file);
      }
      case "cortado" -> new RecipeScript(catalog).write(v, file);
      case "tflite" -> artifacts.writeTflite(v, file);
      default ->
          throw UserError.because("The format is not known by the ending of the file")
              .received(file)
              .allowed(
                  v.isTflite()
                      ? ".tflite, or .cortado for its recipe"
                      : ".keras, .h5, .hdf5, .safetensors, .tflite, .cortado for the recipe, or a folder without an ending for a SavedModel");
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
}
