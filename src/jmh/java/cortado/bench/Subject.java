package cortado.bench;

import cortado.data.Samples;
import cortado.data.SyntheticCells;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tflite.Calibrator;
import java.util.List;

/** What the benchmarks work on: a U-Net of 0.5 million weights and images of 128x128 pixels. */
public final class Subject {
  private static final int SIZE = 128;
  private static final long SEED = 7;

  private Subject() {}

  public static Model model() {
    return Initializer.initialize(UNet.of(SIZE, 1, List.of(8, 16, 32, 64, 128)), SEED);
  }

  public static Samples samples(int count) {
    return SyntheticCells.create().train(count).test(1).size(SIZE).seed(SEED).load().train();
  }

  static Program program() {
    return Rewrites.forInference(Lowering.lower(model()));
  }

  static QuantizationPlan plan(Scheme scheme, Program program) {
    return scheme instanceof Scheme.FullInteger
        ? QuantizationPlan.of(
            scheme, program, Calibrator.calibrate(program, samples(1).inputs().tensors()))
        : QuantizationPlan.of(scheme);
  }
}
