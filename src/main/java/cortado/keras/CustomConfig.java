package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Layer;

/** The configuration of a layer of a custom class, as its {@code get_config} wrote it. */
public final class CustomConfig {
  private final LayerConfig config;

  CustomConfig(LayerConfig config) {
    this.config = config;
  }

  /** The layer's name, which what it is read to must have. */
  public String name() {
    return config.name();
  }

  /** How many axes its first input has, the batch among them. */
  public int rank() {
    return config.inputRank();
  }

  /**
   * A number.
   *
   * @param ifAbsent where the configuration has none under this key
   * @throws UserError if something else stands there
   */
  public float number(String key, float ifAbsent) {
    return config.finite(key, ifAbsent);
  }

  /** As {@link #number}: true or false. */
  public boolean flag(String key, boolean ifAbsent) {
    return config.flag(key, ifAbsent);
  }

  /** As {@link #number}: text. */
  public String text(String key, String ifAbsent) {
    JsonNode v = config.get(key);
    if (config.isAbsent(key)) {
      return ifAbsent;
    } else if (!v.isTextual()) {
      throw config.unsupported(key, "text");
    }
    return v.textValue();
  }

  /** The dropout of Keras with this configuration: {@code rate} and {@code noise_shape}. */
  public Layer dropout() {
    return NoiseLayers.dropout(config);
  }

  /** Whether there is a value under a key. */
  public boolean has(String key) {
    return !config.isAbsent(key);
  }

  /** That a value has no meaning here. */
  public UserError unsupported(String key, Object allowed) {
    return config.unsupported(key, allowed);
  }
}
