package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.Samples;
import cortado.graph.Activation;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Ref;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Decay;
import cortado.train.Evaluator;
import cortado.train.Loss;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import cortado.train.TrainingListener;
import cortado.train.TrainingListener.Progress;
import cortado.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFlowTrainerTest {
  private static final Trainer TRAINER = new TensorFlowTrainer();
  private static final Model UNET = TinyModels.unet(16, 3, 4, 8);
  private static final Samples DISKS = Disks.of(20, 16, 1);
  private static final WeightId KERNEL = new WeightId("down1a", "kernel");

  @TempDir Path dir;

  private static TrainingPlan plan(int epochs) {
    return new TrainingPlan(epochs, 8, 1e-2, Loss.FocalTversky.DEFAULT, 7);
  }

  private static Trainer.Result train(TrainingPlan plan, MaskHook masks) {
    return TRAINER.train(UNET, DISKS, plan, masks, TrainingListener.SILENT);
  }

  @Test
  void everyLossFallsOnASimpleTask() {
    for (Loss loss :
        List.of(Loss.FocalTversky.DEFAULT, new Loss.Dice(1), new Loss.BinaryCrossEntropy())) {
      List<Double> losses =
          train(new TrainingPlan(12, 8, 1e-2, loss, 7), MaskHook.NONE).epochLosses();
      assertThat(losses).as(loss.id()).hasSize(12);
      assertThat(losses.get(11)).as(loss.id()).isLessThan(0.6 * losses.get(0));
    }
  }

  @Test
  void theLossesOfSeveralOutputsAreAdded() {
    TinyModels m = new TinyModels(6);
    Ref left = m.input("left", Shape.of(Shape.UNKNOWN, 3));
    Ref right = m.input("right", Shape.of(Shape.UNKNOWN, 2));
    Ref joined = m.add(new Layer.Concatenate("joined", -1), null, left, right);
    Layer a = new Layer.Dense("a", 1, Activation.SIGMOID, true);
    Layer b = new Layer.Dense("b", 4, Activation.SIGMOID, true);
    Model model = m.model(m.add(a, Shape.of(1, 5), joined), m.add(b, Shape.of(1, 5), joined));
    Samples samples =
        new Samples(
            NamedTensors.of(
                List.of(
                    Tensor.of(Shape.of(2, 3), 1, -2, 3, 0, 1, 0),
                    Tensor.of(Shape.of(2, 2), 1, 0, 0, 1))),
            NamedTensors.of(
                List.of(
                    Tensor.of(Shape.of(2, 1), 1, 0),
                    Tensor.of(Shape.of(2, 4), 1, 0, 0, 1, 0, 1, 1, 0))));
    for (Loss loss : List.of(new Loss.BinaryCrossEntropy(), Loss.FocalTversky.DEFAULT)) {
      Path saved = dir.resolve(loss.id());
      SavedModel.write(model, saved);
      double expected;
      try (Predictor p = TensorFlowPredictor.open(saved, 1)) {
        expected = Evaluator.evaluate(p, samples, loss, 2).loss();
      }
      Trainer.Result result =
          TRAINER.train(
              model,
              samples,
              new TrainingPlan(30, 2, 0.05, loss, 7),
              MaskHook.NONE,
              TrainingListener.SILENT);
      // The loss of the first step is that before any change.
      assertThat(result.epochLosses().get(0)).isCloseTo(expected, within(1e-5));
      assertThat(result.epochLosses().get(29)).isLessThan(0.5 * expected);
    }
  }

  @Test
  void theSameSeedGivesTheSameWeightsToTheByteAndAnotherOthers() {
    Model first = train(plan(3), MaskHook.NONE).model();
    assertThat(train(plan(3), MaskHook.NONE).model()).isEqualTo(first);
    TrainingPlan other = new TrainingPlan(3, 8, 1e-2, Loss.FocalTversky.DEFAULT, 8);
    assertThat(train(other, MaskHook.NONE).model()).isNotEqualTo(first);
  }

  @Test
  void aLearningRateThatFallsMovesWeightsLess() {
    float[] start = UNET.weights().get(KERNEL).floats();
    float[] full = train(plan(3), MaskHook.NONE).model().weights().get(KERNEL).floats();
    float[] less =
        train(plan(3).withDecay(Decay.COSINE), MaskHook.NONE)
            .model()
            .weights()
            .get(KERNEL)
            .floats();
    double far = 0;
    double near = 0;
    for (int i = 0; i < start.length; i++) {
      far += Math.abs(full[i] - start[i]);
      near += Math.abs(less[i] - start[i]);
    }
    assertThat(near).isBetween(0.2 * far, 0.9 * far);
  }

  @Test
  void theModelThatWasGivenStaysAsItWas() {
    Model trained = train(plan(1), MaskHook.NONE).model();
    assertThat(UNET).isEqualTo(TinyModels.unet(16, 3, 4, 8));
    assertThat(trained.graph()).isEqualTo(UNET.graph());
    assertThat(trained.weights().ids()).isEqualTo(UNET.weights().ids());
    assertThat(trained.weights()).isNotEqualTo(UNET.weights());
  }

  @Test
  void progressIsToldAfterEachStepAndTheLastBatchMayBeSmaller() {
    List<Progress> told = new ArrayList<>();
    Trainer.Result result = TRAINER.train(UNET, DISKS, plan(2), MaskHook.NONE, told::add);
    assertThat(told).hasSize(6);
    assertThat(told.get(5).epoch()).isEqualTo(2);
    assertThat(told.get(5).step()).isEqualTo(3);
    assertThat(told.get(5).steps()).isEqualTo(3);
    assertThat(told.get(5).loss()).isEqualTo(result.epochLosses().get(1));
    assertThat(told).allMatch(p -> p.samplesPerSecond() > 0);
  }

  @Test
  void maskedWeightsArePositiveZeroAfterEveryStepAndOthersTrain() {
    Tensor before = UNET.weights().get(KERNEL);
    Tensor mask = everySecond(before.shape());
    List<Tensor> seen = new ArrayList<>();
    MaskHook hook =
        (step, weights) -> {
          seen.add(weights.apply(KERNEL));
          // Momentum gathers before the mask falls, and must not bring weights back after it.
          return step == 2 ? Map.of(KERNEL, mask) : Map.of();
        };
    Tensor after = train(plan(3), hook).model().weights().get(KERNEL);
    assertThat(seen).hasSize(9);
    assertThat(seen.get(0)).isEqualTo(before);
    assertThat(seen.get(2).nonzero()).isEqualTo(before.shape().elements());
    seen.add(after);
    for (Tensor t : seen.subList(3, seen.size())) {
      float[] v = t.floats();
      for (int i = 0; i < v.length; i++) {
        if (i % 2 == 1) {
          assertThat(Float.floatToRawIntBits(v[i])).isZero();
        } else {
          assertThat(v[i]).isNotZero();
        }
      }
    }
    assertThat(seen.get(4)).isNotEqualTo(seen.get(5));
  }

  @Test
  void aMaskThatOpensLetsWeightsGrowAgain() {
    Shape shape = UNET.weights().get(KERNEL).shape();
    float[] ones = new float[Math.toIntExact(shape.elements())];
    java.util.Arrays.fill(ones, 1);
    MaskHook hook =
        (step, weights) ->
            switch (step) {
              case 0 -> Map.of(KERNEL, Tensor.of(shape, new float[ones.length]));
              case 3 -> Map.of(KERNEL, Tensor.of(shape, ones));
              default -> Map.of();
            };
    assertThat(train(plan(1), hook).model().weights().get(KERNEL).nonzero()).isZero();
    assertThat(train(plan(2), hook).model().weights().get(KERNEL).nonzero()).isPositive();
  }

  @Test
  void aHookThatHoldsNothingChangesNothing() {
    Model plain = train(plan(2), MaskHook.NONE).model();
    assertThat(train(plan(2), (step, weights) -> Map.of()).model()).isEqualTo(plain);
  }

  @Test
  void dropoutIsSeeded() {
    TinyModels m = new TinyModels(4);
    Ref x = m.input("image", Shape.of(Shape.UNKNOWN, 16, 16, 1));
    x = m.conv("features", x, 1, 8, Size2.square(3), Activation.RELU, true);
    x = m.add(new Layer.Dropout("drop", 0.5f), null, x);
    x = m.conv("mask", x, 8, 1, Size2.ONE, Activation.SIGMOID, true);
    Model model = m.model(x);
    Samples one = DISKS.slice(0, 1);
    List<Double> losses = new ArrayList<>();
    for (long seed : new long[] {7, 7, 8}) {
      TrainingPlan p = new TrainingPlan(2, 1, 1e-3, new Loss.Dice(1), seed);
      losses.add(
          TRAINER
              .train(model, one, p, MaskHook.NONE, TrainingListener.SILENT)
              .epochLosses()
              .get(0));
    }
    assertThat(losses.get(0)).isEqualTo(losses.get(1)).isNotEqualTo(losses.get(2));
  }

  @Test
  void trainingCanBeStoppedByTheListenerAndByInterruption() {
    TrainingListener stop =
        p -> {
          throw new CancellationException("enough");
        };
    assertThatThrownBy(() -> TRAINER.train(UNET, DISKS, plan(1), MaskHook.NONE, stop))
        .isInstanceOf(CancellationException.class)
        .hasMessage("enough");
    TrainingListener interrupt = p -> Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> TRAINER.train(UNET, DISKS, plan(1), MaskHook.NONE, interrupt))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void noNativeHandleStaysOpen() {
    train(plan(1), MaskHook.NONE);
    System.gc();
    long before = Pointer.totalCount();
    for (int i = 0; i < 3; i++) {
      train(plan(1), (step, weights) -> Map.of());
      assertThatThrownBy(
              () ->
                  TRAINER.train(
                      UNET,
                      DISKS,
                      plan(1),
                      MaskHook.NONE,
                      p -> {
                        throw new CancellationException();
                      }))
          .isInstanceOf(CancellationException.class);
    }
    System.gc();
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  @Test
  void samplesThatDoNotFitAreRefused() {
    assertThatThrownBy(
            () -> TRAINER.train(UNET, Disks.of(2, 24, 1), plan(1), MaskHook.NONE, p -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("(?, 24, 24, 1)")
        .hasMessageContaining("(?, 16, 16, 1)");
    Samples coarse =
        new Samples(DISKS.inputs().only(), DISKS.targets().only().reshape(Shape.of(20, 8, 32, 1)));
    assertThatThrownBy(() -> TRAINER.train(UNET, coarse, plan(1), MaskHook.NONE, p -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("(?, 8, 32, 1)");
  }

  @Test
  void aModelOfStatisticsAloneHasNothingToTrain() {
    TinyModels m = new TinyModels(3);
    Ref x = m.input("x", Shape.of(Shape.UNKNOWN, 2));
    Layer statistics = new Layer.BatchNormalization("bn", 0.99f, 1e-3f, false, false);
    Model model = m.model(m.add(statistics, Shape.of(1, 2), x));
    Tensor two = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4);
    assertThat(model.weights().ids()).isNotEmpty();
    assertThatThrownBy(
            () -> TRAINER.train(model, new Samples(two, two), plan(1), MaskHook.NONE, p -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no weights to train");
  }

  @Test
  void anOutputMayBeAnInputAsItIs() {
    TinyModels m = new TinyModels(3);
    Ref x = m.input("x", Shape.of(Shape.UNKNOWN, 2));
    Layer dense = new Layer.Dense("y", 2, Activation.LINEAR, true);
    Model model = m.model(x, m.add(dense, Shape.of(1, 2), x));
    Tensor two = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4);
    Samples samples = new Samples(NamedTensors.of(two), NamedTensors.of(List.of(two, two)));
    List<Tensor> outputs = new ArrayList<>();
    TRAINER.train(
        model,
        samples,
        new TrainingPlan(1, 2, 1e-2, new Loss.MeanSquaredError(), 7),
        MaskHook.NONE,
        epoch -> outputs.addAll(epoch.predictor().predict(List.of(two))),
        TrainingListener.SILENT);
    assertThat(outputs.get(0).floats()).containsExactly(two.floats());
    assertThat(outputs.get(1).floats()).hasSize(4).isNotEqualTo(two.floats());
  }

  @Test
  void aLossThatIsNoNumberIsToldWithWhatToDo() {
    float[] bad = new float[16 * 16];
    bad[0] = Float.NaN;
    Tensor image = Tensor.of(Shape.of(1, 16, 16, 1), bad);
    Samples broken = new Samples(image, DISKS.slice(0, 1).targets().only());
    assertThatThrownBy(() -> TRAINER.train(UNET, broken, plan(2), MaskHook.NONE, p -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("smaller learning rate");
  }

  private static Tensor everySecond(Shape shape) {
    float[] v = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < v.length; i += 2) {
      v[i] = 1;
    }
    return Tensor.of(shape, v);
  }
}
