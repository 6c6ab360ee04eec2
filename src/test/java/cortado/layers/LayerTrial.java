package cortado.layers;

import cortado.UserError;
import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.keras.KerasWriter;
import cortado.ops.Lowering;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.session.AwareAgreement;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.GradientCheck;
import cortado.tensorflow.SavedModel;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.testing.Differences;
import cortado.tflite.Calibrator;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Tries everything that can be done with one model. */
record LayerTrial(LayerModel given, Path scratch, Findings findings) {
  /** The share of outputs that may be further apart, where a value is between two codes. */
  private static final double FAR = 0.005;

  /** Of few outputs, so many may be, as processors differ in the last digit of a function. */
  private static final int FEW = 2;

  /** What is steeper than 1 behind the last rounding: by how much it is apart varies. */
  private static final Set<String> STEEP = Set.of("operator: root of cube");

  private static final double FAR_IF_STEEP = 0.05;

  private interface Step {
    /** What is wrong; empty if nothing is. */
    Optional<String> run();
  }

  void run() {
    Ability generation = given.generation() == 2 ? Ability.KERAS_2 : Ability.KERAS_3;
    Model[] read = new Model[1];
    attempt(
        generation,
        () -> {
          read[0] = KerasReader.read(given.file());
          SavedModel.write(read[0], scratch.resolve("saved"));
          return difference(TensorFlowPredictor.open(scratch.resolve("saved"), 1), 1e-5);
        });
    if (read[0] != null && given.generation() == 3) {
      attempt(Ability.KERAS, () -> write(read[0], ".written.keras"));
    }
    if (read[0] != null && !findings.knows(given.name(), Ability.TRAINING)) {
      tryModel(read[0]);
    }
  }

  private void tryModel(Model model) {
    Program trained = Lowering.lower(model);
    attempt(
        Ability.TRAINING,
        () ->
            isRandom(trained)
                ? Optional.empty()
                : GradientCheck.misfit(trained, given.inputs(), 5));
    Program p = Rewrites.forInference(trained);
    attempt(Ability.FLOAT32, () -> tflite(p, "float32", 1e-4));
    attempt(Ability.FLOAT16, () -> tflite(p, "float16", 0.01));
    attempt(Ability.DYNAMIC, () -> tflite(p, "dynamic", 0.05));
    attempt(Ability.INT8, () -> tflite(p, "int8", 0.05));
    attempt(Ability.AWARE, () -> aware(model));
    attempt(Ability.H5, () -> write(model, ".written.h5"));
  }

  /** Keras checks the file later, with all others in one process. */
  private Optional<String> write(Model model, String ending) {
    KerasWriter.write(model, given.with(ending));
    return Optional.empty();
  }

  private Optional<String> tflite(Program p, String scheme, double most) {
    Scheme all = Scheme.of(scheme);
    QuantizationPlan plan =
        all instanceof Scheme.FullInteger
            ? QuantizationPlan.of(all, p, Calibrator.calibrate(p, given.inputs()))
            : QuantizationPlan.of(all);
    Path file = scratch.resolve("model.tflite");
    TfliteWriter.write(p, plan, file);
    return difference(TflitePredictor.open(file, 1), most);
  }

  private Optional<String> aware(Model model) {
    AwareAgreement graph = new AwareAgreement(model, given.inputs(), Rewrites::splitConcatenations);
    Path file = scratch.resolve("aware.tflite");
    // A layer without weights is trained as part of a network that has some.
    long apart =
        Lowering.isTrainable(model.graph())
            ? graph.apartAfter(1, given.output(), file)
            : graph.apart(file);
    boolean steep = STEEP.contains(given.name());
    if (apart > FEW + given.output().elements() * (steep ? FAR_IF_STEEP : FAR)) {
      return Optional.of(apart + " outputs of file and trained graph are more than a step apart");
    } else if (steep) {
      throw UserError.because("A step of the one factor is several of the product");
    }
    return Optional.empty();
  }

  /** What is wrong with a runtime's output, relative to the largest value that Keras computes. */
  private Optional<String> difference(Predictor runtime, double most) {
    try (runtime) {
      Tensor expected = given.output();
      Tensor actual = runtime.predict(given.inputs()).get(0);
      if (!actual.shape().equals(expected.shape())) {
        return Optional.of("shape " + actual.shape() + ", Keras " + expected.shape());
      }
      double error = Differences.relative(expected, actual);
      return error <= most ? Optional.empty() : Optional.of("error " + error);
    }
  }

  private void attempt(Ability ability, Step step) {
    try {
      findings.add(given.name(), ability, step.run());
    } catch (UserError e) {
      findings.hole(given.name(), ability, e);
    } catch (RuntimeException e) {
      findings.add(given.name(), ability, Optional.of(e.toString()));
    }
  }

  private static boolean isRandom(Program p) {
    return p.steps().stream().anyMatch(s -> s.op() instanceof Op.Dropout);
  }
}
