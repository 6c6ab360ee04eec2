package cortado.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.graph.Layer;
import cortado.keras.hdf5.Hdf5File;
import cortado.keras.hdf5.Hdf5Writer;
import cortado.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is refused in one line that names the file. */
class KerasErrorsTest {
  @TempDir Path dir;

  @Test
  void whatIsNoKerasFile() throws IOException {
    assertRefused(dir.resolve("absent.h5"), "There is no such file");
    assertRefused(dir, "is a folder");
    assertRefused(Files.writeString(dir.resolve("text.h5"), "no model"), "neither HDF5 nor a zip");
    assertRefused(Files.createFile(dir.resolve("empty.h5")), "neither HDF5 nor a zip");
  }

  @Test
  void filesOfOtherToolsAreToldByNameAndTheWayFromThere() throws IOException {
    assertRefused(text("a.pt"), "PyTorch", "ai-edge-torch");
    assertRefused(zip("b.bin", "model/data.pkl"), "PyTorch", "model.save('model.keras')");
    assertRefused(text("c.onnx"), "ONNX", "onnx2tf");
    assertRefused(text("frozen.pb"), "no layers", "model.save('model.keras')");
    assertRefused(text("m.ckpt.index"), "checkpoint", "model.load_weights");
    assertRefused(text("m.tar.gz"), "packed", "unpack it");
    assertRefused(zip("d.npz", "x.npy"), "NumPy", "%predict");
    assertRefused(zip("e.zip", "model.keras"), "with a model in it", "unpack it");
    assertRefused(zip("f.keras", "readme.txt"), "without config.json", "that Keras saved");
    assertRefused(text("model.json"), "without weights", "save the whole model");
    assertRefused(Files.write(dir.resolve("g.dat"), "0000TFL3".getBytes(UTF_8)), ".tflite");
    assertRefused(Files.createDirectory(dir.resolve("folder")), "It is a folder");
    Path saved = Files.createDirectory(dir.resolve("saved"));
    Files.createFile(saved.resolve("saved_model.pb"));
    assertRefused(saved, "a graph but no layers", "model.save('model.keras')");
    Files.createFile(saved.resolve("keras_metadata.pb"));
    assertRefused(saved, "SavedModel folder of Keras", "model.save('model.keras')");
    Path foreign = dir.resolve("data.h5");
    new Hdf5Writer().texts("", "channels", List.of("x")).write(foreign);
    assertRefused(foreign, "Keras did not write it");
    Path weights = dir.resolve("weights.h5");
    new Hdf5Writer().texts("", "layer_names", List.of("dense")).write(weights);
    assertRefused(weights, "weights only", "--into VARIANT");
  }

  private Path text(String name) throws IOException {
    return Files.writeString(dir.resolve(name), "whatever it holds");
  }

  private Path zip(String name, String entry) throws IOException {
    Path file = dir.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry(entry));
    }
    return file;
  }

  @Test
  void layersThatAreNotSupported() {
    assertRefused(edited(l -> l.put("class_name", "Lambda")), "'conv2d_48'", "Lambda", "never run");
    assertRefused(
        edited(l -> l.put("class_name", "GELU6\n")),
        "'conv2d_48' of class GELU6",
        "session().register(");
  }

  @Test
  void valuesThatAreNotSupported() {
    assertValueRefused(
        "activation", "\"frobnicate\"", "linear, relu, sigmoid, tanh, softmax, relu6, elu");
    assertValueRefused("activation", "{\"class_name\":\"Custom\"}", "linear, relu");
    assertValueRefused("padding", "\"causal\"", "same, valid");
    assertValueRefused("data_format", "\"channels\"", "channels_last, channels_first");
    assertValueRefused("dtype", "\"float16\"", "float32");
    assertValueRefused("filters", "0", "1 to");
    assertValueRefused("filters", "10000000000", "1 to");
    assertValueRefused("filters", "\"many\"", "1 to");
    assertValueRefused("strides", "[1,2,3]", "1 to");
    assertValueRefused("use_bias", "1", "true, false");
    assertValueRefused("groups", "5", "divisor");
  }

  @Test
  void aConfigThatAsksForABillionFiltersTakesNoMemory() {
    Path file = edited(l -> ((ObjectNode) l.get("config")).put("filters", 1_000_000_000));
    assertThat(KerasReader.read(file).graph().layers())
        .anyMatch(l -> l instanceof Layer.Conv2D c && c.filters() == 1_000_000_000);
  }

  @Test
  void graphsThatAreNone() {
    assertRefused(functional("[\"a\",0,0,{}]", "[\"b\",0,0,{}]"), "form a cycle", "among [a, b]");
    assertRefused(functional("[\"a\",0,0,{}]", "[\"a\",0,0,{}]"), "form a cycle", "among [a, b]");
    assertRefused(functional("[\"in\",0,0,{}]", "[\"z\",0,0,{}]"), "'a' reads an unknown layer");
    assertRefused(functional("[\"in\",0,0,{}]", "[\"b\",7,0,{}]"), "'a' reads an unknown layer");
    assertRefused(
        functional("[\"in\",0,1,{}]", "[\"in\",0,0,{}]"),
        "reads an output that there is not",
        "in.1");
    assertRefused(
        functional("[\"in\",0,0,{\"training\":true}]", "[\"b\",0,0]"), "argument", "training");
    assertRefused(functional("{\"args\":[]}", "[\"b\",0,0,{}]"), "not written as Keras does");
    assertRefused(
        config("{\"class_name\":\"Sequential\",\"config\":{\"layers\":[]}}"), "no layers");
    assertRefused(config("{\"class_name\":\"MyModel\",\"config\":{}}"), "MyModel", "Functional");
    assertRefused(config("{\"class_name\":"), "not JSON");
    assertRefused(config("[".repeat(100_000)), "not JSON");
  }

  @Test
  void aSequentialModelWithoutInputLayerGetsTheInputThatKerasGivesIt() {
    String dense = "{\"class_name\":\"Dense\",\"config\":{\"name\":\"d\",\"units\":2%s}}";
    String model = "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"s\",\"layers\":[%s]%s}}";
    String inFirst = String.format(dense, ",\"batch_input_shape\":[null,5]");
    String inModel = ",\"build_input_shape\":[null,5]";

    for (String json :
        List.of(
            String.format(model, inFirst, ""),
            String.format(model, String.format(dense, ""), inModel))) {
      assertThat(KerasReader.read(config(json)).graph().layers().get(0).toString())
          .isEqualTo("InputLayer[name=d_input, shape=(?, 5)]");
    }
    assertRefused(config(String.format(model, String.format(dense, ""), "")), "batch_input_shape");
  }

  private void assertValueRefused(String key, String json, String allowed) {
    Path file = edited(l -> ((ObjectNode) l.get("config")).set(key, Json.parse(json, "value")));
    assertRefused(file, "'conv2d_48' of class Conv2D", key, "Received: " + json, allowed);
  }

  private static void assertRefused(Path file, String... parts) {
    ThrowingCallable reading = () -> KerasReader.read(file);
    assertThatThrownBy(reading)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot read '" + file + "': ")
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  /** {@code k2_vgg_tiny.h5} with its first convolution changed. */
  private Path edited(Consumer<ObjectNode> change) {
    JsonNode config;
    try (Hdf5File h5 = Hdf5File.open(Fixtures.file("k2_vgg_tiny.h5"))) {
      config = Json.parse(h5.text("", "model_config").orElseThrow(), "model_config");
    }
    ArrayNode layers = (ArrayNode) config.get("config").get("layers");
    change.accept((ObjectNode) layers.get(1));
    return config(config.toString());
  }

  /** An input, and two activations 'a' and 'b' that read what is given. */
  private Path functional(String inboundOfB, String inboundOfA) {
    String layer =
        ",{\"class_name\":\"Activation\",\"name\":\"%s\",\"config\":{\"activation\":\"relu\"},"
            + "\"inbound_nodes\":[[%s]]}";
    return config(
        "{\"class_name\":\"Functional\",\"config\":{\"layers\":["
            + "{\"class_name\":\"InputLayer\",\"name\":\"in\","
            + "\"config\":{\"batch_input_shape\":[null,4]},\"inbound_nodes\":[]}"
            + String.format(layer, "a", inboundOfA)
            + String.format(layer, "b", inboundOfB)
            + "],\"input_layers\":[[\"in\",0,0]],\"output_layers\":[[\"b\",0,0]]}}");
  }

  private Path config(String json) {
    Path file = dir.resolve("edited.h5");
    new Hdf5Writer()
        .text("", "keras_version", "2.18.0")
        .text("", "model_config", json)
        .texts("model_weights", "layer_names", List.of())
        .write(file);
    return file;
  }
}
