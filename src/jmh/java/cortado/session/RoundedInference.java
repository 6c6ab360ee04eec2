package cortado.session;

import cortado.bench.ShortRun;
import cortado.bench.Subject;
import cortado.graph.Model;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.MovingRanges;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Tensor;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.tflite.Calibrator;
import cortado.train.Probe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One image of the U-Net on TensorFlow: as float32, and as the graph that {@code --aware} trains,
 * which is float32, too, with rounding on top. Its int8 file is what is fast.
 */
public class RoundedInference extends ShortRun {
  private Tensor image;
  private Probe plain;
  private Probe rounded;

  @Setup
  public void open() {
    Model model = Subject.model();
    image = Subject.samples(1).inputs().only();
    Program p = Rewrites.forInference(Lowering.lower(model));
    Scheme int8 = Scheme.of("int8");
    MovingRanges ranges =
        new MovingRanges(p, Calibrator.calibrate(p, image), c -> QuantizationPlan.of(int8, p, c));
    TensorFlowTrainer trainer = new TensorFlowTrainer();
    plain = trainer.probe(model);
    rounded = trainer.probe(model, new DeployedRounding(ranges, q -> q, 0));
  }

  @TearDown
  public void close() {
    plain.close();
    rounded.close();
  }

  @Benchmark
  public Tensor float32() {
    return plain.predictor().predict(image);
  }

  @Benchmark
  public Tensor rounded() {
    return rounded.predictor().predict(image);
  }
}
