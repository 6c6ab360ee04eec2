package cortado.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.ops.Lowering;
import cortado.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class VggTest {
  private static Graph vgg(int size, List<Integer> depths, List<Integer> filters, int... dense) {
    List<Integer> units = java.util.Arrays.stream(dense).boxed().toList();
    Vgg.Head head = new Vgg.Head(units, 1000);
    return Vgg.of("vgg", Shape.of(size, size, 3), depths, filters, head);
  }

  private static long parameters(Graph graph) {
    return Lowering.specs(graph).values().stream().mapToLong(s -> s.shape().elements()).sum();
  }

  @Test
  void vgg16HasTheParametersAndTheNamesOfKerasApplications() {
    Graph graph = vgg(224, Vgg.DEPTHS_16, List.of(64, 128, 256, 512, 512), 4096, 4096);
    assertThat(parameters(graph)).isEqualTo(138_357_544);
    assertThat(graph.nodes())
        .extracting(n -> n.layer().name())
        .hasSize(23)
        .contains("block1_conv1", "block5_conv3", "block5_pool", "flatten", "fc2", "predictions");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> vgg(224, Vgg.DEPTHS_16, List.of(64, 128)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Allowed: 5 positive numbers");
    assertThatThrownBy(() -> vgg(16, Vgg.DEPTHS_16, List.of(1, 1, 1, 1, 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at least 32 x 32");
    assertThatThrownBy(() -> new Vgg.Head(List.of(8), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at least two classes");
  }
}
