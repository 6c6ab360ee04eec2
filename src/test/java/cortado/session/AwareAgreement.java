package cortado.session;

import cortado.data.Samples;
import cortado.graph.Model;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.Calibration;
import cortado.quantize.MovingRanges;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.tflite.Calibrator;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import cortado.train.Loss;
import cortado.train.Probe;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.train.TrainingListener;
import cortado.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How well the graph that is trained for int8 agrees with the int8 file of the same weights. */
public final class AwareAgreement {
  private static final Scheme INT8 = Scheme.of("int8");

  private final Model model;
  private final List<Tensor> inputs;
  private final UnaryOperator<Program> form;
  private final Program program;
  private final Calibration start;
  private final MovingRanges ranges;

  /**
   * A model as {@code %quantize int8 --aware} has it before the first epoch.
   *
   * @param form of the program in the file
   */
  public AwareAgreement(Model model, List<Tensor> inputs, UnaryOperator<Program> form) {
    this.model = model;
    this.inputs = inputs;
    this.form = form;
    this.program = form.apply(Rewrites.forInference(Lowering.lower(model)));
    this.start = Calibrator.calibrate(program, inputs);
    this.ranges = new MovingRanges(program, start, this::plan);
  }

  private QuantizationPlan plan(Calibration calibration) {
    return QuantizationPlan.of(INT8, program, calibration);
  }

  private DeployedRounding rounding(int until) {
    return new DeployedRounding(ranges, form, until);
  }

  /** How many outputs of graph and file are more than a step apart before training. */
  public long apart(Path file) {
    try (Probe graph = new TensorFlowTrainer().probe(model, rounding(0))) {
      return apart(graph.predictor().predict(inputs).get(0), program, file);
    }
  }

  /** How many are after some epochs of training towards targets. */
  public long apartAfter(int epochs, Tensor targets, Path file) {
    AtomicReference<Tensor> trained = new AtomicReference<>();
    Trainer.Result result =
        new TensorFlowTrainer()
            .train(
                model,
                new Samples(NamedTensors.of(inputs), NamedTensors.of(targets)),
                new TrainingPlan(epochs, 4, 1e-4, new Loss.MeanSquaredError(), 7),
                TrainingHooks.NONE
                    .with(rounding(epochs))
                    .with(
                        epoch -> {
                          trained.set(epoch.predictor().predict(inputs).get(0));
                          return true;
                        }),
                TrainingListener.SILENT);
    Program after = program.withWeights(program.weights().with(result.model().weights().asMap()));
    return apart(trained.get(), after, file);
  }

  /** Whether training has moved the ranges. */
  boolean rangesMoved() {
    return !ranges.calibration().ranges().equals(start.ranges());
  }

  private long apart(Tensor ofGraph, Program p, Path file) {
    QuantizationPlan plan = plan(ranges.calibration());
    TfliteWriter.write(p, plan, file);
    try (Predictor written = TflitePredictor.open(file, 1)) {
      float[] x = ofGraph.floats();
      float[] y = written.predict(inputs).get(0).floats();
      float most = 1.001f * step(p, plan);
      return IntStream.range(0, x.length).filter(i -> Math.abs(x[i] - y[i]) > most).count();
    }
  }

  /**
   * A step of the output's codes, or how far the output is moved at most by a step of what is
   * rounded last, where that is more.
   */
  private static float step(Program p, QuantizationPlan plan) {
    Value v = p.outputs().get(0);
    for (int i = p.steps().size() - 1; i >= 0; i--) {
      Step s = p.steps().get(i);
      if (s.output().equals(v) && !plan.isInteger(s)) {
        boolean moves = s.op() instanceof ShapeOp;
        v = s.input();
        if (!moves) {
          float slope = 1 / 4f; // that of sigmoid and softmax where they are steepest
          return Math.max(slope * plan.activation(v).scale(), plan.activation(s.output()).scale());
        }
      }
    }
    return plan.activation(v).scale();
  }
}
