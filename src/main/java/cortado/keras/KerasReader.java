package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.keras.hdf5.Hdf5File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads functional and Sequential models from files that Keras 2 or 3 wrote: {@code .h5} and {@code
 * .keras}.
 *
 * <p>What inference and fine-tuning compute is kept: layers, their order and weights. What only
 * building anew needs is not: initializers, regularizers, constraints, the optimizer. A fixed batch
 * size is read as one of any size. Nothing in a file is executed.
 */
public final class KerasReader {
  private static final String WEIGHTS = "model_weights";

  private static final String FORMATS = "a model that Keras saved, such as model.h5 or model.keras";

  private KerasReader() {}

  /**
   * The model in a file.
   *
   * @throws UserError if the file is absent, damaged, or has what is not supported; the message
   *     names the file
   */
  public static Model read(Path file) {
    try {
      if (isArchive(file)) {
        return ArchiveReader.read(file);
      }
      try (Hdf5File h5 = Hdf5File.open(file)) {
        return read(h5);
      }
    } catch (UserError e) {
      throw naming(file, e);
    }
  }

  /** Whether it is a {@code .keras} file; else it is an HDF5 file. */
  private static boolean isArchive(Path file) {
    if (Files.notExists(file)) {
      throw UserError.because("There is no such file").next("check the path");
    } else if (Files.isDirectory(file)) {
      throw UserError.because("It is a folder, not a file").allowed(FORMATS);
    }
    byte[] head = head(file);
    boolean archive = head.length > 1 && head[0] == 'P' && head[1] == 'K';
    if (!archive && !Hdf5File.hasSignature(head)) {
      throw UserError.because("It is no Keras file: neither HDF5 nor a zip archive")
          .allowed(FORMATS);
    }
    return archive;
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    } catch (IOException e) {
      throw UserError.because("It cannot be read", e).received(e);
    }
  }

  private static Model read(Hdf5File h5) {
    Optional<String> config = h5.text("", "model_config");
    if (config.isEmpty()) {
      throw UserError.because("It has no model_config: it holds weights only or is no Keras model")
          .next("save the whole model: model.save('model.h5')");
    }
    Generation generation = Generation.of(h5.text("", "keras_version").orElse("unknown"));
    if (generation == Generation.KERAS_1) {
      throw UserError.because("It was written by a generation of Keras that is not read yet")
          .received("1.x")
          .allowed("2.x, 3.x");
    }
    JsonNode json = Json.parse(config.get(), "model_config");
    Graph graph = GraphReader.read(json, generation);
    if (!h5.has(WEIGHTS)) {
      throw UserError.because("It has no weights").next("save the whole model: model.save('m.h5')");
    }
    return new Model(graph, WeightReader.read(h5, WEIGHTS, graph));
  }

  private static UserError naming(Path file, UserError e) {
    // Names and values come from the file: they must not flood the one line.
    String message = e.getMessage();
    message = message.length() > 600 ? message.substring(0, 600) + "…" : message;
    return UserError.because("Cannot read '" + file + "': " + message.replaceAll("\\.$", ""), e);
  }
}
