package cortado.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Border;
import cortado.graph.ConvolutionLayer;
import cortado.graph.ElementwiseLayer;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Padding;
import cortado.graph.Ref;
import cortado.graph.Size2;
import cortado.graph.SpatialLayer;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    assertThat(program.steps()).filteredOn(s -> s.op() instanceof LinearOp.Convolution).hasSize(11);
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

  @Test
  void aDepthwiseConvolutionTakesItsBatchNormAndItsBoundedFunction() {
    Program program = Rewrites.forInference(Lowering.lower(separable()));

    assertThat(program.steps())
        .extracting(s -> s.op().getClass().getSimpleName())
        .containsExactly("DepthwiseConvolution", "Convolution", "Unary", "Binary");
    assertThat(((LinearOp) program.steps().get(0).op()).fused()).contains(Op.Function.RELU6);
    assertThat(Cost.multiplyAdds(program)).isEqualTo(8 * 8 * 3 * (3 * 3 * 2) + 8 * 8 * 6 * 1 * 3);
  }

  /** Depthwise, batch norm, ReLU up to 6, and a 1x1 convolution with swish. */
  private static Model separable() {
    Size2 three = Size2.square(3);
    return chain(
        new Layer.InputLayer("in", Shape.of(-1, 8, 8, 3)),
        new ConvolutionLayer.DepthwiseConv2D(
            "dw", three, Size2.ONE, Padding.SAME, Size2.ONE, 2, Activation.LINEAR, false),
        new Layer.BatchNormalization("norm", 0.9f, 1e-3f, true, true),
        new ElementwiseLayer.ReLU("relu6", 6, 0, 0),
        new Layer.Conv2D(
            "pw", 3, Size2.ONE, Size2.ONE, Padding.SAME, Size2.ONE, 1, Activation.SWISH, true));
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Layer in = new Layer.InputLayer("in", Shape.of(-1, 8, 8, 3));
    assertRefused(
        () -> chain(in, new SpatialLayer.Cropping2D("crop", new Border(4, 4, 0, 0))),
        "The layer 'crop' crops more than there is. Received: 8 of 8 pixels.");
    assertRefused(
        () -> chain(in, new ElementwiseLayer.Merge("add", ElementwiseLayer.Merging.ADD)),
        "The layer 'add' has a wrong number of inputs. Received: 1. Allowed: 2 or more.");
    Layer signal =
        new SpatialLayer.Pooling1D("pool", SpatialLayer.Pooling.MAX, 2, 2, Padding.VALID);
    assertRefused(
        () -> chain(in, signal),
        "The layer 'pool' takes signals of rank 3. Received: (?, 8, 8, 3).");
  }

  private static void assertRefused(ThrowingCallable lowering, String message) {
    assertThatThrownBy(lowering).isInstanceOf(UserError.class).hasMessage(message);
  }

  private static Model chain(Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    List<Ref> from = List.of();
    for (Layer layer : layers) {
      nodes.add(new Node(layer, 0, from));
      from = List.of(Ref.of(layer.name()));
    }
    List<Ref> inputs = List.of(nodes.get(0).output());
    return Initializer.initialize(new Graph("chain", nodes, inputs, from), 7);
  }
}
