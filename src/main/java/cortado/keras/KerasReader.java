package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.ConvolutionLayer;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.keras.hdf5.Hdf5File;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads functional and Sequential models from files that Keras 1, 2 or 3 wrote: {@code .h5} and
 * {@code .keras}.
 *
 * <p>What inference and fine-tuning compute is kept: layers, their order and weights. What only
 * building anew needs is not: initializers, regularizers, constraints, the optimizer. A fixed batch
 * size is read as one of any size. Nothing in a file is executed.
 *
 * <p>Models with {@code data_format} channels_first become such with channels last: images among
 * their inputs and outputs are in NHWC, signals in (batch, length, channels).
 */
public final class KerasReader {
  private static final String WEIGHTS = "model_weights";

  private KerasReader() {}

  /**
   * The model in a file.
   *
   * @throws UserError if the file is absent, damaged, or has what is not supported; the message
   *     names the file
   */
  public static Model read(Path file) {
    return load(file, CustomLayers.KNOWN).model();
  }

  /**
   * As {@link #read(Path)} with layers of classes that are not of Keras.
   *
   * @param customs what these classes mean
   */
  public static Model read(Path file, CustomLayers customs) {
    return load(file, customs).model();
  }

  /** As {@link #read(Path, CustomLayers)}, telling what the file was like. */
  public static KerasModel load(Path file, CustomLayers customs) {
    try {
      if (KerasFile.of(file) == KerasFile.ARCHIVE) {
        return ArchiveReader.read(file, customs);
      }
      try (Hdf5File h5 = Hdf5File.open(file)) {
        return read(h5, customs);
      }
    } catch (UserError e) {
      throw KerasFile.naming(file, e);
    }
  }

  private static KerasModel read(Hdf5File h5, CustomLayers customs) {
    Optional<String> config = h5.text("", "model_config");
    if (config.isEmpty()) {
      throw KerasWeights.isMeant(h5)
          ? UserError.because("It has no model_config: it holds weights only")
              .next("load the model first, then %load FILE --into VARIANT")
          : UserError.because(
                  "It is an HDF5 file, but Keras did not write it: it has no model_config")
              .next("build the model in Keras and model.save('model.keras')");
    }
    Optional<String> version = h5.text("", "keras_version");
    Generation generation = version.map(Generation::of).orElse(Generation.KERAS_1);
    JsonNode json = Json.parse(config.get(), "model_config");
    if (generation == Generation.KERAS_1) {
      json = Keras1.inTermsOf2(json);
    }
    FileGraph file = GraphReader.read(json, generation, customs);
    if (!h5.has(WEIGHTS)) {
      throw UserError.because("It has no weights").next("save the whole model: model.save('m.h5')");
    }
    requireNotOfTheano(h5, file.graph());
    return file.model(
        generation == Generation.KERAS_1
            ? Keras1Weights.read(h5, WEIGHTS, file)
            : WeightReader.read(h5, WEIGHTS, file.graph()));
  }

  /** Theano turns kernels by 180 degrees before it applies them. */
  private static void requireNotOfTheano(Hdf5File h5, Graph graph) {
    boolean convolves =
        graph.leaves().values().stream()
            .anyMatch(
                l ->
                    l instanceof Layer.Conv2D
                        || l instanceof Layer.Conv2DTranspose
                        || l instanceof ConvolutionLayer);
    if (convolves && h5.text("", "backend").equals(Optional.of("theano"))) {
      throw UserError.because("Its kernels are for Theano, which turns them round")
          .next("load it in Keras 2.3 on TensorFlow and save it again");
    }
  }
}
