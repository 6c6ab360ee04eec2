package cortado.keras;

import cortado.UserError;
import cortado.keras.zip.ZipArchive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Files of other tools that users bring: what they are, and the way from there. */
final class ForeignFile {
  private static final String FROM_PYTORCH =
      "convert it to TFLite with ai-edge-torch and %load that, or build the network in Keras, copy"
          + " the weights and model.save('model.keras')";

  private ForeignFile() {}

  /** What is wrong with a file that is neither HDF5 nor a zip archive, if it is known. */
  static Optional<UserError> of(Path file, byte[] head) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(pt|pth)")) {
      return found("It is a file of PyTorch, which holds Python objects", FROM_PYTORCH);
    } else if (name.endsWith(".onnx")) {
      return found(
          "It is an ONNX model, which has operators but no layers",
          "convert it in Python: onnx2tf -i model.onnx -oh5, or to .tflite to measure and run it");
    } else if (name.endsWith(".pb")) {
      return found(
          "It is a graph of TensorFlow, which has operators but no layers",
          "load its folder in Python and model.save('model.keras'), or convert it to .tflite");
    } else if (name.endsWith(".index") || name.matches(".*\\.data-\\d+-of-\\d+")) {
      return found(
          "It is a checkpoint of TensorFlow: weights without a model",
          "load it in Python with model.load_weights and model.save('model.keras')");
    } else if (name.endsWith(".npy") || startsWith(head, "\u0093NUMPY")) {
      return found("It is an array of NumPy, not a model", "%predict takes it as input");
    } else if (name.matches(".*\\.(tar|tgz|gz|bz2|xz|7z|rar)")
        || startsWith(head, "\u001f\u008b")) {
      return found("It is a packed archive, not a model", "unpack it and %load the file in it");
    } else if (head.length == 8
        && new String(head, 4, 4, StandardCharsets.ISO_8859_1).equals("TFL3")) {
      return found("It is a TFLite file under another name", "rename it to end with .tflite");
    } else if (name.matches(".*\\.(pkl|pickle|joblib)") || startsWith(head, "\u0080")) {
      return found(
          "It holds Python objects, which are never run",
          "load it in Python and model.save('model.keras')");
    } else if (name.endsWith(".json") || name.matches(".*\\.ya?ml")) {
      return found(
          "It is a configuration without weights",
          "save the whole model: model.save('model.keras')");
    }
    return Optional.empty();
  }

  /** What a zip archive is that Keras did not write. */
  static UserError of(ZipArchive archive) {
    if (archive.names().stream().anyMatch(n -> n.endsWith("data.pkl"))) {
      return error("It is a file of PyTorch, which holds Python objects", FROM_PYTORCH);
    } else if (archive.names().stream().anyMatch(n -> n.endsWith(".npy"))) {
      return error(
          "It is an archive of NumPy arrays, not a model", "%predict and %data take it as input");
    } else if (archive.names().stream().anyMatch(n -> n.matches(".*(\\.keras|\\.h5|\\.pb)"))) {
      return error("It is a zip archive with a model in it", "unpack it and %load what is in it");
    }
    return UserError.because("It is a zip archive without " + ArchiveReader.CONFIG)
        .allowed("a .keras file that Keras saved");
  }

  private static boolean startsWith(byte[] head, String bytes) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(bytes);
  }

  private static Optional<UserError> found(String what, String next) {
    return Optional.of(error(what, next));
  }

  private static UserError error(String what, String next) {
    return UserError.because(what).next(next);
  }
}
