package cortado.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoweringTest {
  private final Model unet = Initializer.initialize(UNet.of(64, 1, List.of(8, 16, 32)), 7);

  @Test
  void aUNetGetsItsShapes() {
    Program program = Lowering.lower(unet);

    assertThat(program.inputs().get(0).shape()).hasToString("(?, 64, 64, 1)");
    assertThat(program.outputs().get(0).shape()).hasToString("(?, 64, 64, 1)");
    assertThat(program.steps())
        .extracting(s -> s.output().shape())
        .contains(Shape.of(-1, 16, 16, 32));
  }

  @Test
  void forInferenceLeavesOneOpForEachConvolution() {
    Program program = Rewrites.forInference(Lowering.lower(unet));

    assertThat(program.steps()).noneMatch(s -> s.op() instanceof Op.BatchNorm);
    assertThat(program.steps()).filteredOn(s -> s.op() instanceof Op.Unary).hasSize(1);
    assertThat(program.steps()).filteredOn(s -> s.op() instanceof Op.Convolution).hasSize(11);
    assertThat(program.weights().ids()).contains(new WeightId("conv_1", "bias@norm_2"));
  }

  @Test
  void multiplyAddsOfAConvolutionAreCounted() {
    ModelSummary.Row first = ModelSummary.of(unet).rows().get(1);

    assertThat(first.layer()).isEqualTo("conv_1");
    assertThat(first.multiplyAdds()).isEqualTo(64L * 64 * 3 * 3 * 8);
    assertThat(first.parameters()).isEqualTo(72);
  }

  @Test
  void aWeightOfAnotherShapeIsNamed() {
    Tensor wrong = Tensor.of(Shape.of(2), 1, 2);
    Model broken =
        unet.withWeights(unet.weights().with(Map.of(new WeightId("norm_2", "beta"), wrong)));

    assertThatThrownBy(() -> Lowering.lower(broken))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "The weight norm_2/beta does not fit its layer. Received: FLOAT32 (2). Allowed: FLOAT32 (8).");
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    Model again = Initializer.initialize(unet.graph(), 7);
    Model other = Initializer.initialize(unet.graph(), 8);

    assertThat(again).isEqualTo(unet);
    assertThat(other.weights()).isNotEqualTo(unet.weights());
  }
}
