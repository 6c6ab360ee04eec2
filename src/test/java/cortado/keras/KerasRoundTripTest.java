package cortado.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Padding;
import cortado.graph.Ref;
import cortado.graph.Size2;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.keras.hdf5.Hdf5File;
import cortado.keras.hdf5.Hdf5Writer;
import cortado.ops.Lowering;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real Keras files are read, written back, and computed alike by real Keras. */
class KerasRoundTripTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "k2_unet_transpose_bn, 38, 29801",
    "k2_unet_nearest_dropout_leaky, 35, 29465",
    "k2_unet_bilinear_elu, 40, 29801",
    "k2_unet_transpose3_valid_crop, 38, 33001",
    "k2_vgg_tiny, 10, 139194",
    "k2_conv1d, 6, 2022",
    "k2_mobile_residual, 34, 4493",
    "unet-isbi, 68, 487881",
    "k3_unet_transpose_bn, 38, 29801",
    "k3_unet_nearest_dropout_leaky, 35, 29465",
    "k3_unet_transpose_bn_h5, 38, 29801"
  })
  void readsWritesAndReadsBackTheSame(String name, int layers, long parameters) throws IOException {
    Path original = Fixtures.model(name);
    Model model = KerasReader.read(original);
    assertThat(model.graph().layers()).hasSize(layers);
    assertThat(model.weights().parameters()).isEqualTo(parameters);
    assertThat(Lowering.lower(model).steps()).isNotEmpty();

    Path written = dir.resolve(name + ".h5");
    KerasWriter.write(model, written);

    assertThat(KerasReader.read(written)).isEqualTo(model);
    assertThat(Files.size(written)).isLessThan(Files.size(original) * 102 / 100);
    Path again = dir.resolve("again.h5");
    KerasWriter.write(KerasReader.read(written), again);
    assertThat(again).hasSameBinaryContentAs(written);
  }

  @Test
  void keepsWhatTheFileSays() {
    Graph graph = KerasReader.read(Fixtures.file("k2_vgg_tiny.h5")).graph();
    assertThat(graph.name()).isEqualTo("vgg_tiny");
    assertThat(graph.layers().subList(0, 3))
        .containsExactly(
            new Layer.InputLayer("input_5", Shape.of(Shape.UNKNOWN, 32, 32, 3)),
            new Layer.Conv2D(
                "conv2d_48",
                16,
                Size2.square(3),
                Size2.ONE,
                Padding.SAME,
                Size2.ONE,
                1,
                Activation.RELU,
                true),
            new Layer.Conv2D(
                "conv2d_49",
                16,
                Size2.square(3),
                Size2.ONE,
                Padding.SAME,
                Size2.ONE,
                1,
                Activation.RELU,
                true));
    assertThat(graph.layers())
        .contains(
            new Layer.Dropout("dropout_5", 0.5f),
            new Layer.Dense("dense_1", 10, Activation.SOFTMAX, true));
    assertThat(KerasReader.read(Fixtures.file("unet-isbi.h5")).graph().layers())
        .contains(
            new Layer.BatchNormalization("batch_normalization", 0.99f, 0.001f, true, true),
            new Layer.Concatenate("concatenate", -1));
  }

  @Test
  @Tag("slow")
  void bothGenerationsOfKerasComputeTheSameFromTheWrittenFiles() throws IOException {
    for (String name : Fixtures.keras().toList()) {
      Model model = KerasReader.read(Fixtures.model(name));
      for (String ending : List.of(".h5", ".keras")) {
        Path written = dir.resolve(name + ".written" + ending);
        KerasWriter.write(model, written);
        assertThat(KerasReader.read(written)).isEqualTo(model);
      }
      String file = Fixtures.model(name).getFileName().toString();
      Files.copy(
          Fixtures.model(name),
          dir.resolve(name + ".original" + file.substring(file.lastIndexOf('.'))));
      for (String array : List.of("input", "output")) {
        Files.copy(
            Fixtures.file(name + "." + array + ".npy"), dir.resolve(name + "." + array + "0.npy"));
      }
    }

    Path python = Python.with("tensorflow", "tf_keras", "keras", "h5py");
    String compared = Python.runScript(python, "/graphs/compare.py", dir.toString());

    // Keras 3 takes no groups of depthwise convolutions.
    assertThat(
            compared
                .lines()
                .filter(l -> l.contains(" as .") && !l.contains("FAILED k2_mobile_residual"))
                .toList())
        .hasSizeGreaterThanOrEqualTo(2 * (int) Fixtures.keras().count())
        .allMatch(l -> l.startsWith("same "));
  }

  /** Keras matches weights by order: branches and shared layers must not mix them up. */
  @Test
  @Tag("slow")
  void kerasGivesEachLayerOfABranchedGraphItsOwnWeights() {
    Model model = randomWeights(branched());
    Model unet = randomWeights(UNet.of(16, 1, List.of(2, 3, 4)));
    Path file = dir.resolve("branched.h5");
    KerasWriter.write(model, file);
    Path unetFile = dir.resolve("unet.h5");
    KerasWriter.write(unet, unetFile);

    assertThat(KerasReader.read(file)).isEqualTo(model);
    assertThat(KerasReader.read(unetFile)).isEqualTo(unet);
    String python =
        LOAD
            + "for path in sys.argv[1:]:\n"
            + "  m, h = load(path), h5py.File(path)['model_weights']\n"
            + "  assert [l.name for l in m.layers] == list(h.attrs['layer_names'])\n"
            + "  for l in m.layers:\n"
            + "    for w in l.weights:\n"
            + "      n = w.name.split('/')[-1]\n"
            + "      assert (w.numpy() == h[l.name][l.name][n][:]).all(), w.name\n"
            + "    for n in h[l.name].attrs['weight_names']: assert n in h[l.name]\n"
            + "  m.save(path.replace('.h5', '_keras.h5'))\n";
    Python.run(Python.with("tf_keras", "h5py"), python, file.toString(), unetFile.toString());
    Model saved = KerasReader.read(dir.resolve("branched_keras.h5"));
    assertThat(saved.weights()).isEqualTo(model.weights());
    assertThat(saved.graph().outputs()).isEqualTo(model.graph().outputs());
    assertThat(saved.graph().nodes()).hasSameElementsAs(model.graph().nodes());
  }

  @Test
  void layersMayStandInAnyOrderInTheFile() {
    Path original = Fixtures.file("k2_unet_transpose_bn.h5");
    JsonNode config;
    try (Hdf5File h5 = Hdf5File.open(original)) {
      config = Json.parse(h5.text("", "model_config").orElseThrow(), "model_config");
    }
    List<JsonNode> layers = new ArrayList<>();
    config.get("config").get("layers").forEach(l -> layers.add(0, l));
    ((ObjectNode) config.get("config")).putArray("layers").addAll(layers);
    Path reversed = dir.resolve("reversed.h5");
    new Hdf5Writer()
        .text("", "keras_version", "2.18.0")
        .text("", "model_config", config.toString())
        .texts("model_weights", "layer_names", List.of())
        .write(reversed);

    Graph read = KerasReader.read(reversed).graph();

    assertThat(read.nodes())
        .containsExactlyInAnyOrderElementsOf(KerasReader.read(original).graph().nodes());
  }

  private static final String LOAD =
      "import os, sys\n"
          + "os.environ.update(TF_USE_LEGACY_KERAS='1', TF_CPP_MIN_LOG_LEVEL='3')\n"
          + "import h5py, numpy as np, tf_keras\n"
          + "load = lambda p: tf_keras.models.load_model(p, compile=False)\n";

  /** Two inputs, a shared convolution, branches of unequal depth, an order unlike Keras'. */
  private static Graph branched() {
    Layer shared = conv("shared");
    Layer deep = conv("deep");
    Layer shallow = conv("shallow");
    Shape image = Shape.of(Shape.UNKNOWN, 8, 8, 3);
    Layer join = new Layer.Concatenate("join", 3);
    return new Graph(
        "branched",
        List.of(
            new Node(new Layer.InputLayer("in_a", image), 0, List.of()),
            new Node(new Layer.InputLayer("in_b", image), 0, List.of()),
            new Node(shallow, 0, List.of(Ref.of("in_a"))),
            new Node(shared, 0, List.of(Ref.of("in_b"))),
            new Node(shared, 1, List.of(Ref.of("shared"))),
            new Node(deep, 0, List.of(new Ref("shared", 1))),
            new Node(join, 0, List.of(Ref.of("deep"), Ref.of("shallow"), Ref.of("shared")))),
        List.of(Ref.of("in_a"), Ref.of("in_b")),
        List.of(Ref.of("join"), new Ref("shared", 1)));
  }

  private static Layer conv(String name) {
    return new Layer.Conv2D(
        name, 3, Size2.square(3), Size2.ONE, Padding.SAME, Size2.ONE, 1, Activation.LINEAR, true);
  }

  private static Model randomWeights(Graph graph) {
    Random random = new Random(7);
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    Lowering.specs(graph)
        .forEach(
            (id, spec) -> {
              float[] v = new float[(int) spec.shape().elements()];
              for (int i = 0; i < v.length; i++) {
                v[i] = random.nextFloat();
              }
              weights.put(id, Tensor.of(spec.shape(), v));
            });
    // The order of a map must not matter: a session may give the weights back in another.
    return new Model(graph, Weights.of(new HashMap<>(weights)));
  }
}
