package cortado.keras;

import cortado.UserError;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.keras.hdf5.Hdf5File;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads files that have weights without a model: {@code .weights.h5} of Keras 3 and of later
 * versions of Keras 2, and the {@code .h5} files of {@code save_weights} before them.
 */
public final class KerasWeights {
  private KerasWeights() {}

  /**
   * A model with the weights of a file.
   *
   * @throws UserError if the file cannot be read, lacks a weight, has one of another shape, or has
   *     one that the model has not; the message names the file
   */
  public static Model read(Path file, Model model) {
    try {
      if (KerasFile.of(file) == KerasFile.ARCHIVE) {
        throw UserError.because("It is a whole model, not a file of weights")
            .next("%load it by itself");
      }
      try (Hdf5File h5 = Hdf5File.open(file)) {
        return model.withWeights(fitting(read(h5, model), model));
      }
    } catch (UserError e) {
      throw KerasFile.naming(file, e);
    }
  }

  /** Whether Keras wrote weights to a file. */
  static boolean isMeant(Hdf5File h5) {
    return h5.has(VariableReader.CONTAINER)
        || h5.has(VariableReader.OLD_CONTAINER)
        || h5.has("model_weights")
        || !NameLists.read(h5, "", "layer_names").isEmpty();
  }

  private static Weights read(Hdf5File h5, Model model) {
    if (h5.has(VariableReader.CONTAINER)) {
      return new VariableReader(h5, model.graph()).read(model.graph());
    } else if (h5.has("model_weights")) {
      return WeightReader.read(h5, "model_weights", model.graph());
    } else if (!NameLists.read(h5, "", "layer_names").isEmpty()) {
      return WeightReader.read(h5, "", model.graph());
    }
    throw UserError.because("It has no weights that Keras wrote")
        .allowed("a file of model.save_weights('model.weights.h5')");
  }

  private static Weights fitting(Weights read, Model model) {
    for (Map.Entry<String, Layer> e : model.graph().leaves().entrySet()) {
      for (String name : WeightNames.of(e.getValue())) {
        WeightId id = new WeightId(e.getKey(), name);
        if (!read.contains(id)) {
          throw UserError.because("The weight " + id + " is missing");
        } else if (!read.get(id).shape().equals(model.weights().get(id).shape())) {
          throw UserError.because("The weight " + id + " has another shape than in the model")
              .received(read.get(id).shape())
              .allowed(model.weights().get(id).shape());
        }
      }
    }
    for (WeightId id : read.ids()) {
      if (!model.weights().contains(id)) {
        throw UserError.because("It has a weight that the model does not have").received(id);
      }
    }
    return model.weights().with(read.asMap());
  }
}
