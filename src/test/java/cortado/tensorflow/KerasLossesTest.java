package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.data.Samples;
import cortado.graph.Activation;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.NamedActivation;
import cortado.graph.Ref;
import cortado.graph.WeightId;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Python;
import cortado.train.Evaluator;
import cortado.train.Loss;
import cortado.train.MaskHook;
import cortado.train.SoftTargets;
import cortado.train.Trainer;
import cortado.train.TrainingListener;
import cortado.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Losses of classes and of quantities are Keras', in value and in what they do to the weights. */
class KerasLossesTest {
  private static final int SAMPLES = 12;
  private static final int STEPS = 20;
  private static final double RATE = 0.02;

  private static final String PROGRAM =
      """
      import os, sys
      os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
      os.environ["TF_USE_LEGACY_KERAS"] = "1"
      import numpy as np, tf_keras as keras
      folder = sys.argv[1]
      losses = {"categorical-crossentropy": keras.losses.CategoricalCrossentropy(),
                "sparse-categorical-crossentropy": keras.losses.SparseCategoricalCrossentropy(),
                "mse": keras.losses.MeanSquaredError(), "mae": keras.losses.MeanAbsoluteError(),
                "huber": keras.losses.Huber()}
      load = lambda n: np.load(folder + "/" + n + ".npy")
      for case in sys.argv[2:]:
          id, activation = case.split(":")
          x = keras.Input((4,))
          model = keras.Model(x, keras.layers.Dense(6, activation=activation, name="d")(x))
          model.layers[1].set_weights([load("kernel"), load("bias")])
          model.compile(keras.optimizers.Adam(%s), losses[id])
          name = id + "." + activation
          for step in range(%d):
              value = float(model.train_on_batch(load("inputs"), load(name + ".targets"), reset_metrics=True))
              if step == 0: print(name, value)
          np.save(folder + "/" + name + ".kernel.npy", model.layers[1].get_weights()[0])
      """
          .formatted(RATE, STEPS);

  @TempDir Path folder;

  private record Case(Loss loss, NamedActivation activation) {
    String id() {
      return loss.id() + ":" + activation.name().toLowerCase(java.util.Locale.ROOT);
    }

    String name() {
      return id().replace(':', '.');
    }
  }

  /** Keras 2 takes the softmax of what a sigmoid was given here, so it is no witness. */
  private static final Case BEHIND_SIGMOID =
      new Case(new Loss.CategoricalCrossEntropy(), NamedActivation.SIGMOID);

  private static final List<Case> CASES =
      List.of(
          new Case(new Loss.CategoricalCrossEntropy(), NamedActivation.SOFTMAX),
          new Case(new Loss.SparseCategoricalCrossEntropy(), NamedActivation.SOFTMAX),
          new Case(new Loss.MeanSquaredError(), NamedActivation.LINEAR),
          new Case(new Loss.MeanAbsoluteError(), NamedActivation.LINEAR),
          new Case(new Loss.Huber(1), NamedActivation.LINEAR));

  private static Model model(Activation activation) {
    TinyModels m = new TinyModels(9);
    Ref x = m.input("x", Shape.of(Shape.UNKNOWN, 4));
    return m.model(m.add(new Layer.Dense("d", 6, activation, true), Shape.of(1, 4), x));
  }

  private static Samples samples(Loss loss) {
    Random random = new Random(4);
    float[] inputs = new float[SAMPLES * 4];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    Shape shape = loss.targets(Shape.of(SAMPLES, 6));
    float[] targets = new float[(int) shape.elements()];
    for (int i = 0; i < SAMPLES; i++) {
      int right = inputs[4 * i] > 0 ? i % 3 : 3 + i % 3;
      if (loss.task() == Loss.Task.QUANTITIES) {
        for (int c = 0; c < 6; c++) {
          targets[6 * i + c] = (float) (2 * random.nextGaussian());
        }
      } else {
        targets[shape.dim(1) == 1 ? i : 6 * i + right] = shape.dim(1) == 1 ? right : 1;
      }
    }
    return new Samples(Tensor.of(Shape.of(SAMPLES, 4), inputs), Tensor.of(shape, targets));
  }

  private static Trainer.Result train(Case c) {
    TrainingPlan plan = new TrainingPlan(STEPS, SAMPLES, RATE, c.loss(), 7);
    return new TensorFlowTrainer()
        .train(
            model(c.activation()), samples(c.loss()), plan, MaskHook.NONE, TrainingListener.SILENT);
  }

  @Test
  void theFirstStepsLossIsTheEvaluatorsAndItFalls() {
    for (Case c : Stream.concat(CASES.stream(), Stream.of(BEHIND_SIGMOID)).toList()) {
      Path saved = folder.resolve(c.name());
      SavedModel.write(model(c.activation()), saved);
      double expected;
      try (Predictor p = TensorFlowPredictor.open(saved, 1)) {
        expected = Evaluator.evaluate(p, samples(c.loss()), c.loss(), SAMPLES).loss();
      }
      List<Double> losses = train(c).epochLosses();
      assertThat(losses.get(0)).as(c.id()).isCloseTo(expected, within(1e-5));
      assertThat(losses.get(STEPS - 1)).as(c.id()).isLessThan(0.95 * expected);
    }
  }

  @Test
  void distillationAddsTheTeachersLoss() {
    for (Case c :
        List.of(
            new Case(new Loss.SparseCategoricalCrossEntropy(), NamedActivation.SOFTMAX),
            new Case(Loss.FocalTversky.DEFAULT, NamedActivation.SIGMOID),
            new Case(new Loss.Huber(1), NamedActivation.LINEAR))) {
      Samples samples = samples(c.loss());
      float[] known = new float[SAMPLES * 6];
      Arrays.fill(known, 1 / 6f);
      Tensor taught = Tensor.of(Shape.of(SAMPLES, 6), known);
      SoftTargets soft = SoftTargets.of(samples, List.of(taught), 0.25, c.loss());
      Path saved = folder.resolve(c.name());
      SavedModel.write(model(c.activation()), saved);
      double data;
      double teacher;
      try (Predictor p = TensorFlowPredictor.open(saved, 1)) {
        Samples asTaught = new Samples(samples.inputs(), NamedTensors.of(taught));
        Loss distance = ((Loss.Distilled) soft.loss()).teacher();
        data = Evaluator.evaluate(p, samples, c.loss(), SAMPLES).loss();
        teacher = Evaluator.evaluate(p, asTaught, distance, SAMPLES).loss();
      }
      TrainingPlan plan = new TrainingPlan(STEPS, SAMPLES, RATE, soft.loss(), 7);
      List<Double> losses =
          new TensorFlowTrainer()
              .train(
                  model(c.activation()),
                  soft.samples(),
                  plan,
                  MaskHook.NONE,
                  TrainingListener.SILENT)
              .epochLosses();
      double expected = 0.75 * data + 0.25 * teacher;
      assertThat(losses.get(0)).as(c.id()).isCloseTo(expected, within(1e-5));
      assertThat(losses.get(STEPS - 1)).as(c.id()).isLessThan(expected);
    }
  }

  @Test
  @Tag("slow")
  void lossesAndTrainedWeightsAreThoseOfKeras() {
    Path python = Python.with("tensorflow", "tf_keras");
    Model model = model(NamedActivation.LINEAR);
    WeightId kernel = new WeightId("d", "kernel");
    Npy.write(folder.resolve("kernel.npy"), model.weights().get(kernel));
    Npy.write(folder.resolve("bias.npy"), model.weights().get(new WeightId("d", "bias")));
    Npy.write(folder.resolve("inputs.npy"), samples(CASES.get(0).loss()).inputs().only());
    String[] args = new String[CASES.size() + 1];
    args[0] = folder.toString();
    for (int i = 0; i < CASES.size(); i++) {
      Case c = CASES.get(i);
      args[i + 1] = c.id();
      Npy.write(folder.resolve(c.name() + ".targets.npy"), samples(c.loss()).targets().only());
    }
    Map<String, Double> theirs = new LinkedHashMap<>();
    for (String line : Python.run(python, PROGRAM, args).split("\n")) {
      if (line.matches("[a-z-]+\\.[a-z]+ [0-9.e-]+")) {
        theirs.put(line.split(" ")[0], Double.parseDouble(line.split(" ")[1]));
      }
    }
    assertThat(theirs).hasSize(CASES.size());
    for (Case c : CASES) {
      Trainer.Result ours = train(c);
      assertThat(ours.epochLosses().get(0))
          .as(c.id())
          .isCloseTo(theirs.get(c.name()), within(1e-5));
      float[] keras = Npy.read(folder.resolve(c.name() + ".kernel.npy")).floats();
      assertThat(ours.model().weights().get(kernel).floats())
          .as(c.id())
          .containsExactly(keras, within(2e-5f));
    }
  }
}
