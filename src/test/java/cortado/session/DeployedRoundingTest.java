package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.data.Samples;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.SpatialLayer;
import cortado.graph.UNet;
import cortado.keras.KerasReader;
import cortado.ops.Initializer;
import cortado.tensor.Npy;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The graph that is trained beside the int8 file that is deployed, on models of real Keras. */
class DeployedRoundingTest {
  private static final int EPOCHS = 3;

  @TempDir Path dir;

  @ParameterizedTest
  @MethodSource("cortado.testing.Fixtures#keras")
  void whatIsTrainedIsWhatTheFileComputes(String name) {
    Model model = KerasReader.read(Fixtures.model(name));
    Tensor x = Npy.read(Fixtures.file(name + ".input.npy"));
    Tensor y = Npy.read(Fixtures.file(name + ".output.npy"));
    assertThat(apart(model, x, y)).isLessThanOrEqualTo(y.elements() / 1000);
  }

  @Test
  void meansOfPoolingAreRoundedAsTheFileRoundsThem() {
    Graph max = UNet.of(16, 1, List.of(4, 8));
    List<Node> nodes =
        max.nodes().stream()
            .map(
                n ->
                    n.layer() instanceof Layer.MaxPooling2D p
                        ? new Node(
                            new SpatialLayer.AveragePooling2D(
                                p.name(), p.pool(), p.strides(), p.padding()),
                            n.call(),
                            n.inputs())
                        : n)
            .toList();
    Graph mean = new Graph("mean", nodes, max.inputs(), max.outputs());
    Samples noise = TinyData.of(16).train();
    Tensor y = noise.targets().only();
    assertThat(apart(Initializer.initialize(mean, 7), noise.inputs().only(), y))
        .isLessThanOrEqualTo(y.elements() / 1000);
  }

  /** How many outputs of the trained graph and its file are more than a step apart. */
  private long apart(Model model, Tensor x, Tensor y) {
    AwareAgreement graph = new AwareAgreement(model, List.of(x), UnaryOperator.identity());
    long apart = graph.apartAfter(EPOCHS, y, dir.resolve("int8.tflite"));
    assertThat(graph.rangesMoved()).isTrue();
    return apart;
  }
}
