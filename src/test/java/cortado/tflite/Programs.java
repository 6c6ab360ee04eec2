package cortado.tflite;

import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small programs, put together op by op. */
final class Programs {
  private final Random random;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<WeightId, Tensor> weights = new LinkedHashMap<>();
  private int nextId;

  Programs(long seed) {
    random = new Random(seed);
  }

  /** Adds an input; the batch is added to the shape. */
  Value input(int... shape) {
    Value v = new Value(nextId, "input" + nextId, batched(shape));
    nextId++;
    inputs.add(v);
    return v;
  }

  Value step(Op op, int[] shape, Value... in) {
    Value out = new Value(nextId, "step" + nextId, batched(shape));
    nextId++;
    steps.add(new Step(out.name(), op, List.of(in), out));
    return out;
  }

  /** A normally distributed weight. */
  WeightId weight(String name, double mean, double deviation, int... shape) {
    Tensor t = Tensor.of(Shape.of(shape), normal(random, mean, deviation, shape));
    return weight(name, t);
  }

  WeightId weight(String name, Tensor t) {
    WeightId id = new WeightId("layer" + weights.size(), name);
    weights.put(id, t);
    return id;
  }

  Optional<WeightId> bias(int channels) {
    return Optional.of(weight("bias", 0, 0.3, channels));
  }

  Program build(Value... outputs) {
    return new Program(steps, inputs, List.of(outputs), Weights.of(weights));
  }

  static Tensor normal(long seed, int... shape) {
    return Tensor.of(Shape.of(shape), normal(new Random(seed), 0, 1, shape));
  }

  private static float[] normal(Random random, double mean, double deviation, int... shape) {
    float[] values = new float[Math.toIntExact(Shape.of(shape).elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  private static Shape batched(int... shape) {
    int[] dims = new int[shape.length + 1];
    dims[0] = Shape.UNKNOWN;
    System.arraycopy(shape, 0, dims, 1, shape.length);
    return Shape.of(dims);
  }
}
