package cortado.quantize;

import cortado.graph.WeightId;
import cortado.ops.LinearOp;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Empirical bias correction (Nagel et al., 2019, section 4.2): rounding a kernel moves the mean of
 * each output channel by the rounding errors times the means of the inputs, which are known from
 * calibration. The bias takes it back.
 */
final class BiasCorrection {
  private final Program program;
  private final Calibration calibration;
  private final QuantizationPlan plan;
  private final Map<WeightId, Tensor> biases = new HashMap<>();
  private final Set<WeightId> seen = new HashSet<>();

  private BiasCorrection(Program program, Calibration calibration, QuantizationPlan plan) {
    this.program = program;
    this.calibration = calibration;
    this.plan = plan;
  }

  /** The program with corrected biases of what is computed in integers. */
  static Program of(Program program, Calibration calibration, QuantizationPlan plan) {
    BiasCorrection c = new BiasCorrection(program, calibration, plan);
    Program corrected = program.mapSteps(c::corrected);
    return corrected.withWeights(program.weights().with(c.biases));
  }

  private Step corrected(Step step) {
    // An output of a transposed convolution is a sum over a part of its kernel only.
    if (!(step.op() instanceof LinearOp op)
        || op instanceof LinearOp.TransposedConvolution
        || !plan.isInteger(step)
        || !seen.add(op.kernel())) {
      return step;
    }
    Optional<Channels> in = calibration.channels(step.input().name());
    Tensor kernel = program.weights().get(op.kernel());
    KernelIndex index = KernelIndex.of(op, kernel.shape());
    if (in.isEmpty() || in.get().means().length != index.inputs()) {
      return step; // groups
    }
    float[] bias =
        op.bias()
            .map(id -> program.weights().get(id).floats())
            .orElseGet(() -> new float[index.outputs()]);
    double[] moved =
        moved(op, kernel, index, bias, plan.activation(step.input()), in.get().means());
    for (int c = 0; c < bias.length; c++) {
      bias[c] += (float) moved[c];
    }
    WeightId id = new WeightId(op.kernel().layer(), op.kernel().name() + "/corrected bias");
    biases.put(id, Tensor.of(Shape.of(bias.length), bias));
    return new Step(step.layer(), op.withWeights(op.kernel(), id), step.inputs(), step.output());
  }

  /** What the mean of each output channel loses by rounding the kernel. */
  private static double[] moved(
      LinearOp op,
      Tensor kernel,
      KernelIndex index,
      float[] bias,
      Quantization input,
      float[] means) {
    float[] w = kernel.floats();
    String name = op.kernel().toString();
    double[] rounded =
        input.dtype() == DType.UINT8
            ? rounded(WholeKernel.of(name, kernel, bias, input.scale()))
            : rounded(name, w, index, bias, input);
    double[] moved = new double[index.outputs()];
    for (int i = 0; i < w.length; i++) {
      moved[index.output(i)] += (w[i] - rounded[i]) * means[index.input(i)];
    }
    return moved;
  }

  private static double[] rounded(WholeKernel whole) {
    ByteBuffer codes = whole.codes().bytes();
    double[] rounded = new double[whole.codes().elements()];
    for (int i = 0; i < rounded.length; i++) {
      int code = Byte.toUnsignedInt(codes.get(i)) - whole.quantization().zeroPoint();
      rounded[i] = (double) code * whole.quantization().scale();
    }
    return rounded;
  }

  /** With a scale for each channel. */
  private static double[] rounded(
      String name, float[] w, KernelIndex index, float[] bias, Quantization input) {
    float[] first = new float[w.length];
    int[] next = new int[index.outputs()];
    int[] place = new int[w.length];
    int each = w.length / index.outputs();
    for (int i = 0; i < w.length; i++) {
      int c = index.output(i);
      place[i] = c * each + next[c]++;
      first[place[i]] = w[i];
    }
    Tensor rows = Tensor.of(Shape.of(index.outputs(), each), first);
    QuantizedWeights q = WeightQuantizer.quantize(name, rows, bias, input);
    ByteBuffer codes = q.codes().bytes();
    double[] rounded = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      rounded[i] = (double) codes.get(place[i]) * q.scales()[index.output(i)];
    }
    return rounded;
  }
}
