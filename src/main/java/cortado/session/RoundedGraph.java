package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.explain.RoundedTimes;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.MovingRanges;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.Scheme;
import cortado.tensor.NamedTensors;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.tflite.Calibrator;
import cortado.train.Probe;
import cortado.train.Trainer;
import cortado.workspace.Signature;
import cortado.workspace.Variant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Times the graph that trains for an integer variant, in TensorFlow, in turns with the float one.
 */
record RoundedGraph(Optional<Dataset> data) {
  private static final int WARMUPS = 3;

  /**
   * Refuses what has no integers.
   *
   * @throws UserError if no layer of the variant is int8
   */
  static void requireIntegers(Variant v) {
    boolean integers =
        v.isQuantized()
            && Rewrites.forInference(Lowering.lower(v.model())).steps().stream()
                .map(s -> v.recipe().quantization().orElseThrow().scheme(s.layer()))
                .anyMatch(Scheme.FullInteger.class::isInstance);
    if (!integers) {
      throw UserError.because("No layer of " + v.name() + " is int8, so TensorFlow rounds nothing")
          .received(v.recipe().text())
          .allowed("%explain --tensorflow of a variant that %quantize int8 made")
          .next(
              v.isForeign()
                  ? "leave --tensorflow out"
                  : "%quantize int8 --from "
                      + v.parent().filter(p -> v.isQuantized()).orElse(v.name()));
    }
  }

  RoundedTimes time(Variant v, int threads, int runs) {
    QuantizationMethod method = v.recipe().quantization().orElseThrow();
    Program program = Rewrites.forInference(Lowering.lower(v.model()));
    Signature signature = v.signature();
    NamedTensors one = Measuring.one(v, signature, TestSet.of(signature, data.map(Dataset::test)));
    // Which ranges it rounds to does not change its time.
    MovingRanges ranges =
        new MovingRanges(
            program,
            Calibrator.calibrate(program, one.tensors()),
            c -> method.plan(program, Optional.of(c)));
    Trainer trainer = new TensorFlowTrainer(threads, 1);
    try (Probe plain = trainer.probe(v.model());
        Probe rounded = trainer.probe(v.model(), new DeployedRounding(ranges, q -> q, 0))) {
      double[][] times = new double[2][runs];
      for (int i = -WARMUPS; i < runs; i++) {
        double first = time(plain, one);
        double second = time(rounded, one);
        if (i >= 0) {
          times[0][i] = first;
          times[1][i] = second;
        }
      }
      return new RoundedTimes(
          median(times[0]),
          median(times[1]),
          plain.operators(),
          rounded.operators() - plain.operators());
    }
  }

  private static double time(Probe probe, NamedTensors one) {
    long start = System.nanoTime();
    probe.predictor().predict(one.tensors());
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return (times[(times.length - 1) / 2] + times[times.length / 2]) / 2;
  }
}
