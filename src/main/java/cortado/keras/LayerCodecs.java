package cortado.keras;

import cortado.UserError;
import cortado.graph.ElementwiseLayer.ScaledSum;
import cortado.graph.Layer;
import cortado.graph.NormalizationLayer.LayerScale;
import cortado.graph.OperatorLayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All classes of layers that are read and written. */
final class LayerCodecs {
  /** Classes that models of {@code keras.applications} have of their own. */
  private static final List<LayerCodec<?>> APPLICATIONS =
      List.of(
          new LayerCodec<>(
              "LayerScale",
              LayerScale.class,
              c ->
                  new LayerScale(
                      c.name(), c.finite("init_values", 1e-6f), c.positive("projection_dim")),
              (l, c) -> c.put("init_values", l.initial()).put("projection_dim", l.channels()),
              "keras.src.applications.convnext",
              "LayerScale"),
          new LayerCodec<>(
              "CustomScaleLayer",
              ScaledSum.class,
              c -> new ScaledSum(c.name(), c.finite("scale", 1)),
              (l, c) -> c.put("scale", l.scale()),
              "keras.src.applications.inception_resnet_v2",
              "Custom>CustomScaleLayer"));

  private static final List<LayerCodec<?>> ALL =
      Stream.of(
              CoreLayers.ALL,
              ConvolutionLayers.ALL,
              SignalLayers.ALL,
              ImageLayers.ALL,
              SpatialLayers.ALL,
              ShapeLayers.ALL,
              ElementwiseLayers.ALL,
              ProductLayers.ALL,
              NormalizationLayers.ALL,
              NoiseLayers.ALL,
              APPLICATIONS)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, LayerCodec<?>> BY_KERAS_CLASS =
      new TreeMap<>(ALL.stream().collect(Collectors.toMap(LayerCodec::kerasClass, c -> c)));

  static {
    ALL.forEach(c -> BY_KERAS_CLASS.put(c.keras2Class(), c));
  }

  private LayerCodecs() {}

  static Layer read(LayerConfig config) {
    if (OperatorReader.takes(config)) {
      Layer layer = OperatorReader.read(config);
      config.requireNoOtherArguments();
      return layer;
    }
    LayerCodec<?> codec = BY_KERAS_CLASS.get(config.kind());
    Optional<Layer> custom = config.customs().read(config);
    if (codec == null && custom.isEmpty()) {
      throw unsupported(config);
    }
    requireFloat32(config);
    Layer layer = custom.isPresent() ? custom.get() : codec.read().apply(config);
    config.requireNoOtherArguments();
    return layer;
  }

  /** Whether it is a class of {@code keras.layers}. */
  static boolean isOfKeras(String kerasClass) {
    LayerCodec<?> codec = BY_KERAS_CLASS.get(kerasClass);
    return codec != null && codec.module().equals(LayerCodec.KERAS_LAYERS);
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
        .allowed("the layers of docs/layers.md")
        .next(
            "if it is a class of your own, tell its meaning: session().register(\""
                + CustomLayers.plain(config.kind())
                + "\", c -> new Layer.Dropout(c.name(), c.number(\"rate\", 0)))");
  }

  private static void requireFloat32(LayerConfig config) {
    String inPolicy = config.get("dtype").path("config").path("name").asText();
    if (!inPolicy.equals("float32")) {
      config.requireAbsentOr("dtype", "\"float32\"");
    }
  }
}
