package cortado.session;

import cortado.data.Samples;
import cortado.graph.Model;
import cortado.ops.Lowering;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
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
import cortado.train.TrainingHooks;
import cortado.train.TrainingListener;
import cortado.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** How well the graph that is trained for int8 agrees with the int8 file of the same weights. */
public final class AwareAgreement {
  private static final Scheme INT8 = Scheme.of("int8");

  private final Model model;
  private final List<Tensor> inputs;
  private final Program program;
  private final MovingRanges ranges;

  /** A model as {@code %quantize int8 --aware} has it before the first epoch. */
  public AwareAgreement(Model model, List<Tensor> inputs) {
    this.model = model;
    this.inputs = inputs;
    this.program = form(Rewrites.forInference(Lowering.lower(model)));
    this.ranges =
        new MovingRanges(
            program,
            Calibrator.calibrate(program, inputs),
            c -> QuantizationPlan.of(INT8, program, c));
  }

  private static Program form(Program forInference) {
    return Rewrites.splitConcatenations(forInference);
  }

  /** How many outputs of graph and file are more than a step apart. */
  public long apart(Path file) {
    QuantizationPlan plan = QuantizationPlan.of(INT8, program, ranges.calibration());
    TfliteWriter.write(program, plan, file);
    try (Probe graph =
            new TensorFlowTrainer()
                .probe(model, new DeployedRounding(ranges, AwareAgreement::form, 0));
        Predictor written = TflitePredictor.open(file, 1)) {
      Tensor trained = graph.predictor().predict(inputs).get(0);
      return apart(trained, written.predict(inputs).get(0), step(program, plan));
    }
  }

  /** Trains an epoch towards targets. */
  public void train(Tensor targets) {
    new TensorFlowTrainer()
        .train(
            model,
            new Samples(NamedTensors.of(inputs), NamedTensors.of(targets)),
            new TrainingPlan(1, 4, 1e-4, new Loss.MeanSquaredError(), 7),
            TrainingHooks.NONE.with(new DeployedRounding(ranges, AwareAgreement::form, 1)),
            TrainingListener.SILENT);
  }

  /**
   * A step of the output's codes, or how far the output is moved at most by a step of what is
   * rounded last, where that is more.
   */
  static float step(Program p, QuantizationPlan plan) {
    Value v = p.outputs().get(0);
    for (int i = p.steps().size() - 1; i >= 0; i--) {
      Step s = p.steps().get(i);
      if (s.output().equals(v) && !plan.isInteger(s)) {
        boolean moves = s.op() instanceof ShapeOp;
        v = s.input();
        if (!moves) {
          // Sigmoid and softmax are as steep as this; other functions are held to it, too.
          float slope = s.op() instanceof Op.Softmax || s.op() instanceof Op.Unary ? 1 / 4f : 1f;
          return Math.max(slope * plan.activation(v).scale(), plan.activation(s.output()).scale());
        }
      }
    }
    return plan.activation(v).scale();
  }

  /** How many elements differ by more than a bound. */
  static long apart(Tensor a, Tensor b, float bound) {
    float[] x = a.floats();
    float[] y = b.floats();
    return IntStream.range(0, x.length).filter(i -> Math.abs(x[i] - y[i]) > 1.001f * bound).count();
  }
}
