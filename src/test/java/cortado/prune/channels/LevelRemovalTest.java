package cortado.prune.channels;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.keras.KerasReader;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.testing.Fixtures;
import cortado.tflite.NaiveExecution;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A U-Net without levels that counted for nothing computes the same. */
class LevelRemovalTest {
  private static final List<Integer> FILTERS = List.of(3, 4, 5, 6);

  @Test
  void theLevelsAreThoseOfTheU() {
    Model model = Initializer.initialize(UNet.of(16, 2, FILTERS), 3);

    assertThat(LevelRemoval.count(model.graph())).isEqualTo(3);
    assertThat(LevelRemoval.apply(model, 0)).isEqualTo(model);
    for (int levels = 1; levels <= 3; levels++) {
      Model flat = LevelRemoval.apply(model, levels);
      assertThat(LevelRemoval.count(flat.graph())).isEqualTo(3 - levels);
      List<Layer> convolutions =
          flat.graph().layers().stream().filter(l -> l instanceof Layer.Conv2D).toList();
      // Two on the way down and two on the way up, and that of the mask.
      assertThat(convolutions).hasSize(4 * (4 - levels) + 1);
      assertThat(flat.weights().ids()).isEqualTo(Lowering.specs(flat.graph()).keySet());
    }
  }

  @Test
  void whatReadTheLevelReadsTheSkipConnectionAsBefore() {
    Model model = Initializer.initialize(UNet.of(16, 2, FILTERS), 4);
    Tensor image = image(16, 2);
    for (int levels = 1; levels <= 3; levels++) {
      int join = 3 - levels;
      Model blind = withoutReading(model, join);

      Tensor expected = NaiveExecution.run(Lowering.lower(blind), List.of(image)).get(0);
      Model flat = LevelRemoval.apply(model, levels);
      Tensor actual = NaiveExecution.run(Lowering.lower(flat), List.of(image)).get(0);

      assertThat(Differences.relative(expected, actual)).isLessThan(1e-6);
    }
  }

  /** Zeros where the convolution after a concatenation reads the level below. */
  private static Model withoutReading(Model model, int fromTheTop) {
    Graph graph = model.graph();
    List<Node> joins =
        graph.nodes().stream().filter(n -> n.layer() instanceof Layer.Concatenate).toList();
    Node join = joins.get(joins.size() - 1 - fromTheTop);
    Node reader =
        graph.nodes().stream()
            .filter(n -> n.inputs().contains(join.output()))
            .findFirst()
            .orElseThrow();
    WeightId id = new WeightId(reader.layer().name(), "kernel");
    Tensor kernel = model.weights().get(id);
    float[] values = kernel.floats();
    int filters = FILTERS.get(fromTheTop);
    for (int at = 0; at < values.length; at += 2 * filters * filters) {
      Arrays.fill(values, at, at + filters * filters, 0);
    }
    Map<WeightId, Tensor> changed = new HashMap<>();
    changed.put(id, Tensor.of(kernel.shape(), values));
    return model.withWeights(model.weights().with(changed));
  }

  @ParameterizedTest
  @CsvSource({
    "k2_unet_bilinear_elu.h5, 2",
    "k2_unet_nearest_dropout_leaky.h5, 2",
    "k2_unet_transpose3_valid_crop.h5, 2",
    "k2_unet_transpose_bn.h5, 2",
    "k2_mobile_residual.h5, 0",
    "k2_vgg_tiny.h5, 0",
    "unet-isbi.h5, 4"
  })
  void filesHaveTheirLevels(String file, int levels) {
    Model model = KerasReader.read(Fixtures.file(file));

    assertThat(LevelRemoval.count(model.graph())).isEqualTo(levels);
  }

  private static Tensor image(int size, int channels) {
    float[] values = new float[size * size * channels];
    Random random = new Random(9);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(Shape.of(1, size, size, channels), values);
  }
}
