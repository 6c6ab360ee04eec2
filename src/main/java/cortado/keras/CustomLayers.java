package cortado.keras;

import cortado.UserError;
import cortado.graph.Layer;
import cortado.graph.Layer.ActivationLayer;
import cortado.graph.NamedActivation;
import cortado.graph.NoiseLayer.SharedDropout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What classes mean that are not of Keras: each is read to a layer that computes the same. A file
 * has the name and the configuration of such a class only, so its meaning has to be told; the
 * Python code that a file may hold is never run.
 *
 * <pre>{@code
 * CustomLayers mine =
 *     CustomLayers.KNOWN.with(
 *         "Scaled", c -> new NormalizationLayer.Rescaling(
 *             c.name(), List.of(c.number("factor", 1)), List.of(0f)));
 * Model model = KerasReader.read(Path.of("model.h5"), mine);
 * }</pre>
 *
 * <p>Immutable. The weights of the class must be those of the layer that it is read to, in name and
 * order.
 */
public final class CustomLayers {
  /** Classes with a meaning that widely used models document. */
  public static final CustomLayers KNOWN = new CustomLayers(known());

  private final Map<String, Function<CustomConfig, Layer>> readers;

  private CustomLayers(Map<String, Function<CustomConfig, Layer>> readers) {
    this.readers = Collections.unmodifiableMap(new TreeMap<>(readers));
  }

  /**
   * These and one more.
   *
   * @param kerasClass the class name in the file, without the package that it was registered under
   * @param reader to a layer of the configuration's name
   */
  public CustomLayers with(String kerasClass, Function<CustomConfig, Layer> reader) {
    if (LayerCodecs.isOfKeras(kerasClass)) {
      throw UserError.because("The class " + kerasClass + " is one of Keras")
          .next("give your class another name");
    }
    Map<String, Function<CustomConfig, Layer>> more = new TreeMap<>(readers);
    more.put(kerasClass, reader);
    return new CustomLayers(more);
  }

  Optional<Layer> read(LayerConfig c) {
    Function<CustomConfig, Layer> reader = readers.get(plain(c.kind()));
    if (reader == null) {
      return Optional.empty();
    }
    Layer layer = reader.apply(new CustomConfig(c));
    if (!layer.name().equals(c.name())) {
      throw UserError.because("The reader of the class " + c.kind() + " gives another name")
          .received(layer.name())
          .allowed(c.name());
    }
    return Optional.of(layer);
  }

  /** The class name without the package that it was registered under: package>class. */
  static String plain(String kerasClass) {
    return kerasClass.substring(kerasClass.lastIndexOf('>') + 1);
  }

  private static Map<String, Function<CustomConfig, Layer>> known() {
    Map<String, Function<CustomConfig, Layer>> all = new TreeMap<>();
    all.put("FixedDropout", CustomConfig::dropout);
    for (String name : List.of("StochasticDepth", "DropPath", "DropConnect")) {
      all.put(name, CustomLayers::samples);
    }
    all.put("Swish", c -> new ActivationLayer(c.name(), NamedActivation.SWISH));
    all.put("SiLU", c -> new ActivationLayer(c.name(), NamedActivation.SWISH));
    all.put("Mish", c -> new ActivationLayer(c.name(), NamedActivation.MISH));
    all.put("ReLU6", c -> new ActivationLayer(c.name(), NamedActivation.RELU6));
    all.put("HardSigmoid", c -> new ActivationLayer(c.name(), NamedActivation.HARD_SIGMOID_SIXTH));
    for (String name : List.of("HardSwish", "HSwish", "Hswish")) {
      all.put(name, c -> new ActivationLayer(c.name(), NamedActivation.HARD_SWISH));
    }
    return all;
  }

  /** Dropout of whole samples (Huang et al., 2016). */
  private static Layer samples(CustomConfig c) {
    for (String key : List.of("drop_path_rate", "drop_connect_rate", "drop_prob", "rate")) {
      if (c.has(key)) {
        List<Boolean> shared = new ArrayList<>(Collections.nCopies(c.rank(), true));
        shared.set(0, false);
        float rate = c.number(key, 0);
        if (!(rate >= 0 && rate < 1)) {
          throw c.unsupported(key, "[0, 1)");
        }
        return new SharedDropout(c.name(), rate, shared);
      }
    }
    throw c.unsupported("drop_path_rate", "the rate as drop_path_rate, drop_prob or rate");
  }
}
