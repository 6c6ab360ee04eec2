package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.UNet;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.Calibration;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of images of any size as TFLite files. */
class AnySizeTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16", "dynamic", "int8"})
  void oneFileTakesImagesOfAllSizes(String scheme) {
    Model free = Initializer.initialize(ofAnySize(UNet.of(16, 2, List.of(4, 8, 16))), 7);
    Path file = write(free, scheme);
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      for (int size : new int[] {16, 32, 8, 16}) {
        Tensor image = Programs.normal(size, 2, size, size, 2);
        Model fixed = new Model(UNet.of(size, 2, List.of(4, 8, 16)), free.weights());
        Tensor actual = predictor.predict(image);
        Tensor expected =
            NaiveExecution.run(Rewrites.forInference(Lowering.lower(fixed)), List.of(first(image)))
                .get(0);
        assertThat(actual.shape()).isEqualTo(Shape.of(2, size, size, 1));
        double decibels = scheme.equals("float32") ? 100 : 30;
        assertThat(Signals.sqnr(expected, first(actual))).as("%d", size).isGreaterThan(decibels);
      }
    }
    assertThat(TfliteLibrary.openHandles()).isZero();
  }

  @Test
  void imagesThatDoNotFitAreRefusedAndTheNextOneIsComputed() {
    Model free = Initializer.initialize(ofAnySize(UNet.of(16, 2, List.of(4, 8))), 7);
    Path file = write(free, "float32");
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      assertThatThrownBy(() -> predictor.predict(Programs.normal(1, 1, 16, 16, 3)))
          .isInstanceOf(UserError.class)
          .hasMessageEndingWith("Allowed: FLOAT32 (?, ?, ?, 2).");
      assertThatThrownBy(() -> predictor.predict(Programs.normal(1, 1, 15, 16, 2)))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("The model cannot take images of this size.");
      assertThat(predictor.predict(Programs.normal(1, 1, 16, 8, 2)).shape())
          .isEqualTo(Shape.of(1, 16, 8, 1));
    }
  }

  private Path write(Model model, String scheme) {
    Program p = Rewrites.forInference(Lowering.lower(model));
    Calibration calibration = Calibrator.calibrate(p, Programs.normal(16, 4, 16, 16, 2));
    Path file = dir.resolve(scheme + ".tflite");
    TfliteWriter.write(p, QuantizationPlan.of(Scheme.of(scheme), p, calibration), file);
    return file;
  }

  private static Tensor first(Tensor batch) {
    Shape one = batch.shape().withDim(0, 1);
    return Tensor.of(one, Arrays.copyOf(batch.floats(), (int) one.elements()));
  }

  private static Graph ofAnySize(Graph g) {
    List<Node> nodes =
        g.nodes().stream()
            .map(
                n ->
                    n.layer() instanceof Layer.InputLayer in
                        ? new Node(
                            new Layer.InputLayer(in.name(), anySize(in.shape())), 0, List.of())
                        : n)
            .toList();
    return new Graph(g.name(), nodes, g.inputs(), g.outputs());
  }

  private static Shape anySize(Shape image) {
    return image.withDim(1, Shape.UNKNOWN).withDim(2, Shape.UNKNOWN);
  }
}
