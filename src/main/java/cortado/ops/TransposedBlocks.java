package cortado.ops;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Transposed convolutions that make a square of output pixels of their own from each input pixel,
 * as 1x1 convolutions to the channels of a whole square, which are then laid out.
 */
final class TransposedBlocks {
  private final Program program;
  private final List<Step> steps = new ArrayList<>();
  private final Map<WeightId, Tensor> added = new HashMap<>();
  private int nextId;

  private TransposedBlocks(Program program) {
    this.program = program;
    this.nextId = program.freeId();
  }

  static Program in(Program p) {
    TransposedBlocks blocks = new TransposedBlocks(p);
    for (Step s : p.steps()) {
      if (s.op() instanceof LinearOp.TransposedConvolution op
          && op.fillsSquares(p.weights().get(op.kernel()).shape())) {
        blocks.add(s, op);
      } else {
        blocks.steps.add(s);
      }
    }
    return p.withSteps(blocks.steps).withWeights(p.weights().with(blocks.added));
  }

  private void add(Step s, LinearOp.TransposedConvolution op) {
    Tensor kernel = program.weights().get(op.kernel());
    int block = op.strides().height();
    int channels = block * block * kernel.shape().dim(2);
    WeightId id = new WeightId(op.kernel().layer(), op.kernel().name() + "@squares");
    added.put(id, turned(kernel, channels));
    Optional<WeightId> bias = op.bias().map(b -> new WeightId(b.layer(), b.name() + "@squares"));
    bias.ifPresent(
        b -> added.put(b, repeated(program.weights().get(op.bias().get()).floats(), channels)));
    Shape shape = s.input().shape().withDim(-1, channels);
    Value squares = new Value(nextId++, s.output().name() + "/squares", shape);
    LinearOp one =
        new LinearOp.Convolution(id, bias, Size2.ONE, Padding.VALID, Size2.ONE, 1, op.fused());
    steps.add(new Step(s.layer(), one, s.inputs(), squares));
    steps.add(new Step(s.layer(), new ShapeOp.DepthToSpace(block), List.of(squares), s.output()));
  }

  /** HWOI to (1, 1, I, HWO). */
  private static Tensor turned(Tensor kernel, int channels) {
    int inputs = kernel.shape().dim(3);
    float[] from = kernel.floats();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      to[i % inputs * channels + i / inputs] = from[i];
    }
    return Tensor.of(Shape.of(1, 1, inputs, channels), to);
  }

  private static Tensor repeated(float[] values, int length) {
    float[] all = new float[length];
    for (int i = 0; i < length; i++) {
      all[i] = values[i % values.length];
    }
    return Tensor.of(Shape.of(length), all);
  }
}
