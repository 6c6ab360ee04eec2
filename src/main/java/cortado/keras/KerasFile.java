package cortado.keras;

import cortado.UserError;
import cortado.keras.hdf5.Hdf5File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The formats that Keras saves to, told apart by a file's first bytes. */
enum KerasFile {
  /** A {@code .keras} file. */
  ARCHIVE,
  HDF5;

  private static final String FORMATS = "a model that Keras saved, such as model.h5 or model.keras";

  /**
   * @throws UserError if the file is absent or neither; where it is known what it is, the message
   *     names the way
   */
  static KerasFile of(Path file) {
    if (Files.notExists(file)) {
      throw UserError.because("There is no such file").next("check the path");
    } else if (Files.isDirectory(file)) {
      throw folder(file);
    }
    byte[] head = head(file);
    if (Hdf5File.hasSignature(head)) {
      return HDF5;
    } else if (head.length > 1 && head[0] == 'P' && head[1] == 'K') {
      return ARCHIVE;
    }
    Optional<UserError> foreign = ForeignFile.of(file, head);
    if (foreign.isPresent()) {
      throw foreign.get();
    }
    throw UserError.because("It is no Keras file: neither HDF5 nor a zip archive").allowed(FORMATS);
  }

  private static UserError folder(Path file) {
    if (Files.exists(file.resolve("saved_model.pb"))) {
      boolean keras = Files.exists(file.resolve("keras_metadata.pb"));
      return UserError.because(
              "It is a SavedModel folder"
                  + (keras
                      ? " of Keras, which has its layers in a form for Python only"
                      : ", which has a graph but no layers"))
          .allowed(FORMATS)
          .next("load it in Python and save it as Keras: model.save('model.keras')");
    } else if (Files.exists(file.resolve(ArchiveReader.CONFIG))) {
      return UserError.because("It is an unpacked .keras file")
          .next("%load the .keras file itself");
    }
    return UserError.because("It is a folder, not a file").allowed(FORMATS);
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    } catch (IOException e) {
      throw UserError.because("It cannot be read", e).received(e);
    }
  }

  /** An error in one line that names the file, whose names and values must not flood it. */
  static UserError naming(Path file, UserError e) {
    String message = e.getMessage();
    message = message.length() > 600 ? message.substring(0, 600) + "…" : message;
    return UserError.because("Cannot read '" + file + "': " + message.replaceAll("\\.$", ""), e);
  }
}
