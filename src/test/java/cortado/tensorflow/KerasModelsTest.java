package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.data.Dataset;
import cortado.data.ImageFolder;
import cortado.data.Samples;
import cortado.data.TestSplit;
import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import cortado.train.Evaluation;
import cortado.train.Evaluator;
import cortado.train.Loss;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import cortado.train.TrainingListener;
import cortado.train.TrainingPlan;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Keras files through a SavedModel and DJL. */
class KerasModelsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("cortado.testing.Fixtures#keras")
  void predictionsAreThoseOfKeras(String name) {
    Tensor input = Npy.read(Fixtures.file(name + ".input.npy"));
    Tensor expected = Npy.read(Fixtures.file(name + ".output.npy"));
    try (Predictor predictor = predictor(KerasReader.read(Fixtures.model(name)))) {
      Tensor output = predictor.predict(input);
      assertThat(output.shape()).isEqualTo(expected.shape());
      assertThat(output.floats())
          .containsExactly(expected.floats(), within(Fixtures.ACROSS_KERNELS));
    }
  }

  /** Two samples, whose outputs are to become 1 in the first channel and 0 in the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k2_unet_nearest_dropout_leaky",
        "k2_unet_bilinear_elu",
        "k2_conv1d",
        "k2_mobile_residual"
      })
  void modelsOfEveryKindLearn(String name) {
    Tensor output = Npy.read(Fixtures.file(name + ".output.npy"));
    float[] wanted = output.floats();
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = i % output.shape().dim(-1) == 0 ? 1 : 0;
    }
    Samples samples =
        new Samples(
            Npy.read(Fixtures.file(name + ".input.npy")), Tensor.of(output.shape(), wanted));
    TrainingPlan plan = new TrainingPlan(8, 2, 3e-3, new Loss.BinaryCrossEntropy(), 7);
    Trainer.Result result =
        new TensorFlowTrainer()
            .train(
                KerasReader.read(Fixtures.model(name)),
                samples,
                plan,
                MaskHook.NONE,
                TrainingListener.SILENT);
    assertThat(result.epochLosses().get(7)).isLessThan(0.9 * result.epochLosses().get(0));
  }

  @Test
  @Tag("slow")
  void theFoundingUnetScoresAsInKerasAndFineTuningKeepsItGood() {
    Dataset isbi = ImageFolder.at(Fixtures.isbi()).tile(128).test(TestSplit.parse("24:29")).load();
    Model unet = KerasReader.read(Fixtures.file("unet-isbi.h5"));
    Evaluation baseline = evaluate(unet, isbi.test());
    assertThat(baseline.loss()).isCloseTo(0.1008, within(0.0005));
    assertThat(baseline.dice()).isCloseTo(0.9488, within(0.0005));

    TrainingPlan plan = new TrainingPlan(1, 8, 1e-4, Loss.FocalTversky.DEFAULT, 7);
    Trainer.Result tuned =
        new TensorFlowTrainer()
            .train(unet, isbi.train(), plan, MaskHook.NONE, TrainingListener.SILENT);
    assertThat(evaluate(tuned.model(), isbi.test()).loss()).isLessThan(baseline.loss() + 0.01);
  }

  private Evaluation evaluate(Model model, Samples samples) {
    try (Predictor predictor = predictor(model)) {
      return Evaluator.evaluate(predictor, samples, Loss.FocalTversky.DEFAULT, 8);
    }
  }

  private Predictor predictor(Model model) {
    SavedModel.write(model, folder.resolve("saved"));
    return TensorFlowPredictor.open(folder.resolve("saved"), 2);
  }
}
