package cortado.session;

import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.LinearOp;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.quantize.Calibration;
import cortado.quantize.MovingRanges;
import cortado.quantize.QuantizationPlan;
import cortado.tensor.Tensor;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.workspace.Course;
import cortado.workspace.SessionListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Trains the weights of a program while it is rounded as its TFLite file rounds it.
 *
 * @param form what the file makes of a program for inference
 * @param clustered whether kernels of few values are to keep them few
 */
record AwareTraining(Tuner tuner, int epochs, UnaryOperator<Program> form, boolean clustered) {

  /** A program with what was trained, the ranges that belong to it, and how it was trained. */
  record Trained(Program program, Calibration calibration, Course course) {}

  /**
   * Trains; weights that are zero stay so, as do the codes of zeros in the file.
   *
   * @param program of the model, in the form of the file
   * @param start the ranges to begin with
   * @param planner plans the file for ranges
   */
  Trained run(
      Model model,
      Program program,
      Calibration start,
      Function<Calibration, QuantizationPlan> planner,
      Trainer trainer,
      String stage,
      SessionListener listener) {
    MovingRanges ranges = new MovingRanges(program, start, planner);
    // The weights get used to the last ranges in the last quarter.
    int frozen = epochs * tuner.stepsPerEpoch() * 3 / 4;
    List<Calibration> ends = new ArrayList<>();
    Map<WeightId, Tensor> kernels = kernels(program);
    TrainingHooks hooks =
        HeldPattern.of(kernels(program), clustered)
            .with(new DeployedRounding(ranges, form, frozen))
            .with(epoch -> ends.add(ranges.calibration()));
    Tuner.Trained trained = tuner.run(model, trainer, hooks, 1, stage, listener);
    return new Trained(
        program.withWeights(program.weights().with(trained.model().weights().asMap())),
        ends.get(trained.course().kept() - 1),
        trained.course());
  }

  private static Map<WeightId, Tensor> kernels(Program program) {
    Map<WeightId, Tensor> kernels = new LinkedHashMap<>();
    for (Step s : program.steps()) {
      if (s.op() instanceof LinearOp linear) {
        kernels.put(linear.kernel(), program.weights().get(linear.kernel()));
      }
    }
    return kernels;
  }
}
