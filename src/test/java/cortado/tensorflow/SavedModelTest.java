package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Padding;
import cortado.graph.Ref;
import cortado.graph.Size2;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {
  @TempDir Path folder;

  @Test
  void aConvolutionIsComputedAsByHand() {
    TinyModels m = new TinyModels(1);
    Ref x = m.input("x", Shape.of(Shape.UNKNOWN, 3, 3, 1));
    Model model = m.model(m.conv("y", x, 1, 1, Size2.square(3), Activation.LINEAR, true));
    Tensor kernel = model.weights().get(new cortado.graph.WeightId("y", "kernel"));
    float bias = model.weights().get(new cortado.graph.WeightId("y", "bias")).floats()[0];
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double center = bias;
    for (int i = 0; i < 9; i++) {
      center += image[i] * kernel.floats()[i];
    }
    SavedModel.write(model, folder.resolve("m"));
    try (Predictor p = TensorFlowPredictor.open(folder.resolve("m"), 1)) {
      Tensor y = p.predict(Tensor.of(Shape.of(1, 3, 3, 1), image));
      assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 3, 1));
      assertThat((double) y.floats()[4]).isCloseTo(center, within(1e-5));
    }
  }

  @Test
  void dilatedGroupedAndPlainConvolutionsAreThoseThatTrainingSees() {
    TinyModels m = new TinyModels(2);
    Ref x = m.input("x", Shape.of(Shape.UNKNOWN, 9, 9, 4));
    Layer layer =
        new Layer.Conv2D(
            "y",
            6,
            Size2.square(3),
            Size2.ONE,
            Padding.SAME,
            Size2.square(2),
            2,
            Activation.TANH,
            true);
    Model model = m.model(m.add(layer, Shape.of(1, 9, 9, 4), x));
    Tensor input = Tensor.of(Shape.of(2, 9, 9, 4), ramp(2 * 9 * 9 * 4));
    SavedModel.write(model, folder.resolve("m"));
    try (Predictor p = TensorFlowPredictor.open(folder.resolve("m"), 1)) {
      float[] inference = p.predict(input).floats();
      float[] training = trainingOutput(model, input);
      for (int i = 0; i < inference.length; i++) {
        assertThat(inference[i]).isCloseTo(training[i], within(1e-5f));
      }
    }
  }

  @Test
  void severalInputsAndOutputsKeepTheModelsOrder() {
    TinyModels m = new TinyModels(3);
    Ref b = m.input("b", Shape.of(Shape.UNKNOWN, 2));
    Ref a = m.input("a", Shape.of(Shape.UNKNOWN, 3));
    Ref joined = m.add(new Layer.Concatenate("joined", -1), null, b, a);
    Model model = m.model(joined, a, b, a);
    SavedModel.write(model, folder.resolve("m"));
    Tensor two = Tensor.of(Shape.of(1, 2), 1, 2);
    Tensor three = Tensor.of(Shape.of(1, 3), 3, 4, 5);
    try (Predictor p = TensorFlowPredictor.open(folder.resolve("m"), 1)) {
      assertThat(p.predict(List.of(two, three)))
          .containsExactly(Tensor.of(Shape.of(1, 5), 1, 2, 3, 4, 5), three, two, three);
    }
  }

  @Test
  void anImageOfAnySizeGoesThroughAFullyConvolutionalModel() {
    TinyModels m = new TinyModels(4);
    Ref x = m.input("x", Shape.of(Shape.UNKNOWN, Shape.UNKNOWN, Shape.UNKNOWN, 1));
    Size2 two = Size2.square(2);
    x = m.add(new Layer.MaxPooling2D("pool", two, two, Padding.VALID), null, x);
    Layer up =
        new Layer.Conv2DTranspose(
            "up", 2, two, two, Padding.SAME, List.of(), Size2.ONE, Activation.RELU, true);
    x = m.add(up, Shape.of(1, 1, 1, 1), x);
    Layer dense = new Layer.Dense("dense", 3, Activation.SOFTMAX, true);
    SavedModel.write(m.model(m.add(dense, Shape.of(1, 2), x)), folder.resolve("m"));
    try (Predictor p = TensorFlowPredictor.open(folder.resolve("m"), 1)) {
      for (int size : new int[] {4, 10}) {
        Tensor y = p.predict(Tensor.of(Shape.of(1, size, size, 1), ramp(size * size)));
        assertThat(y.shape()).isEqualTo(Shape.of(1, size, size, 3));
        assertThat(y.floats()[0] + y.floats()[1] + y.floats()[2]).isCloseTo(1, within(1e-6f));
      }
    }
  }

  @Test
  void aSavedModelIsReplacedAndNothingIsLeftBeside() throws IOException {
    Path dir = folder.resolve("m");
    SavedModel.write(TinyModels.unet(16, 1, 2, 4), dir);
    Tensor image = Tensor.of(Shape.of(1, 16, 16, 1), ramp(256));
    Tensor before = predict(dir, image);
    SavedModel.write(TinyModels.unet(16, 2, 2, 4), dir);
    assertThat(predict(dir, image)).isNotEqualTo(before);
    try (Stream<Path> list = Files.list(folder)) {
      assertThat(list).containsExactly(dir);
    }
  }

  @Test
  void aFolderOfSomethingElseIsNotReplaced() throws IOException {
    Path precious = Files.writeString(folder.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> SavedModel.write(TinyModels.unet(16, 1, 2, 4), folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.toString());
    assertThat(precious).hasContent("years of work");
  }

  @Test
  void aFolderWithoutAModelIsTold() {
    assertThatThrownBy(() -> TensorFlowPredictor.open(folder, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aDamagedModelIsTold() throws IOException {
    Path dir = folder.resolve("m");
    SavedModel.write(TinyModels.unet(16, 1, 2, 4), dir);
    byte[] graph = Files.readAllBytes(dir.resolve("saved_model.pb"));
    Files.write(dir.resolve("saved_model.pb"), java.util.Arrays.copyOf(graph, graph.length / 2));
    assertThatThrownBy(() -> TensorFlowPredictor.open(dir, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot load");
  }

  @Test
  void manyPredictionsLeaveNoNativeHandleOpen() {
    Path dir = folder.resolve("m");
    SavedModel.write(TinyModels.unet(16, 1, 2, 4), dir);
    Tensor image = Tensor.of(Shape.of(1, 16, 16, 1), ramp(256));
    try (Predictor p = TensorFlowPredictor.open(dir, 1)) {
      p.predict(image);
      System.gc();
      long before = Pointer.totalCount();
      for (int i = 0; i < 200; i++) {
        p.predict(image);
      }
      System.gc();
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  private static Tensor predict(Path dir, Tensor image) {
    try (Predictor p = TensorFlowPredictor.open(dir, 1)) {
      return p.predict(image);
    }
  }

  private static float[] trainingOutput(Model model, Tensor input) {
    var program = cortado.ops.Lowering.lower(model);
    try (var graph = new org.tensorflow.Graph();
        var session = new org.tensorflow.Session(graph);
        var fed = NativeTensors.copyOf(input)) {
      var tf = org.tensorflow.op.Ops.create(graph);
      Variables variables = new Variables(tf, model.weights());
      var y =
          new GraphBuilder(tf, Mode.training(1), variables)
              .add(program, List.of(tf.constant(fed)))
              .get(program.outputs().get(0));
      variables.initialize(session);
      try (var r = session.runner().fetch(y).run()) {
        return NativeTensors.read((org.tensorflow.types.TFloat32) r.get(0)).floats();
      }
    }
  }

  private static float[] ramp(int n) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) Math.sin(i);
    }
    return v;
  }
}
