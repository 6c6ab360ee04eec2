package cortado.keras;

import cortado.UserError;
import cortado.graph.Layer;
import cortado.graph.OperatorLayer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All classes of layers that are read and written. */
final class LayerCodecs {
  private static final List<LayerCodec<?>> ALL =
      Stream.of(
              CoreLayers.ALL,
              ConvolutionLayers.ALL,
              SignalLayers.ALL,
              ImageLayers.ALL,
              SpatialLayers.ALL,
              ShapeLayers.ALL,
              ElementwiseLayers.ALL,
              NormalizationLayers.ALL,
              NoiseLayers.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, LayerCodec<?>> BY_KERAS_CLASS =
      new TreeMap<>(ALL.stream().collect(Collectors.toMap(LayerCodec::kerasClass, c -> c)));

  private LayerCodecs() {}

  static Layer read(LayerConfig config) {
    if (OperatorReader.takes(config)) {
      Layer layer = OperatorReader.read(config);
      config.requireNoOtherArguments();
      return layer;
    }
    LayerCodec<?> codec = BY_KERAS_CLASS.get(config.kind());
    if (codec == null) {
      throw unsupported(config);
    }
    requireFloat32(config);
    Layer layer = codec.read().apply(config);
    config.requireNoOtherArguments();
    return layer;
  }

  static boolean isKnown(String kerasClass) {
    return BY_KERAS_CLASS.containsKey(kerasClass);
  }

  /** The class of a layer in the file. */
  static String kerasClass(Layer layer) {
    return layer instanceof Layer.Nested || layer instanceof OperatorLayer
        ? layer.kind()
        : of(layer).kerasClass();
  }

  static LayerCodec<?> of(Layer layer) {
    LayerCodec<?> codec = BY_KERAS_CLASS.get(layer.kind());
    if (codec == null) {
      throw new IllegalStateException("no codec for " + layer.kind());
    }
    return codec;
  }

  private static UserError unsupported(LayerConfig config) {
    String layer = "The layer '" + config.name() + "' of class " + config.kind();
    if (config.kind().equals("Lambda")) {
      return UserError.because(layer + " holds Python code, which is never run")
          .next("replace it by built-in layers in Python and save again");
    }
    return UserError.because(layer + " is not supported")
        .allowed(String.join(", ", BY_KERAS_CLASS.keySet()));
  }

  private static void requireFloat32(LayerConfig config) {
    String inPolicy = config.get("dtype").path("config").path("name").asText();
    if (!inPolicy.equals("float32")) {
      config.requireAbsentOr("dtype", "\"float32\"");
    }
  }
}
