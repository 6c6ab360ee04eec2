package cortado.keras;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Layer;
import cortado.graph.Size2;
import java.util.List;

/** Puts values into a layer's configuration, as a generation of Keras writes them. */
record ConfigWriter(ObjectNode json, Generation generation) {
  ConfigWriter put(String key, int value) {
    json.put(key, value);
    return this;
  }

  ConfigWriter put(String key, boolean value) {
    json.put(key, value);
    return this;
  }

  /** A float by its shortest decimal form, as 0.001f is meant as 0.001. */
  ConfigWriter put(String key, float value) {
    json.put(key, Double.parseDouble(Float.toString(value)));
    return this;
  }

  /** Numbers as a list, or the only one by itself. */
  ConfigWriter putNumbers(String key, List<Float> values) {
    if (values.size() == 1) {
      return put(key, values.get(0).floatValue());
    }
    ArrayNode list = json.putArray(key);
    values.forEach(v -> list.add(Double.parseDouble(v.toString())));
    return this;
  }

  /** That this generation of Keras has no such layer. */
  UserError absent(Layer layer) {
    return UserError.because(
            "The layer '" + layer.name() + "' cannot be written in this format of Keras")
        .received(layer.kind())
        .next("export to another format");
  }

  ConfigWriter put(String key, Enum<?> value) {
    json.put(key, LayerConfig.keras(value));
    return this;
  }

  /** An activation by its name or as a layer. */
  ConfigWriter put(String key, Activation value) {
    Activations.write(key, value, this);
    return this;
  }

  ConfigWriter put(String key, Size2 value) {
    json.putArray(key).add(value.height()).add(value.width());
    return this;
  }

  ConfigWriter put(String key, List<Integer> values) {
    values.forEach(json.putArray(key)::add);
    return this;
  }

  ConfigWriter channelsLast() {
    json.put("data_format", "channels_last");
    return this;
  }
}
