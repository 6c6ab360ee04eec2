package cortado.ops;

import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Convolutions of few output channels compute several neighbouring pixels of a row at once, as more
 * channels of a narrower image: kernels of CPUs compute 16 channels in the time of one. The
 * elements in memory are the same in the same order, so that images only change their shape.
 */
final class WidthFolding {
  /** A value with so many neighbours in a row as one pixel. */
  private record View(Value of, int pixels) {}

  private final Program program;
  private final Predicate<Step> integer;
  private final List<Step> steps = new ArrayList<>();
  private final Map<WeightId, Tensor> added = new HashMap<>();
  private final Map<View, Value> views = new HashMap<>();
  private final Map<Value, Value> computed = new HashMap<>();
  private int nextId;

  private WidthFolding(Program program, Predicate<Step> integer) {
    this.program = program;
    this.integer = integer;
    this.nextId = program.freeId();
  }

  static FoldedProgram of(Program p, Predicate<Step> integer) {
    WidthFolding folding = new WidthFolding(p, integer);
    p.steps().forEach(folding::add);
    Program folded = p.withSteps(folding.used()).withWeights(p.weights().with(folding.added));
    Map<String, String> views = new HashMap<>();
    folding.views.forEach((view, value) -> views.put(value.name(), view.of().name()));
    return new FoldedProgram(folded, views);
  }

  private void add(Step s) {
    Optional<Fold> fold =
        s.op() instanceof LinearOp.Convolution c
            ? Fold.of(
                c, program.weights().get(c.kernel()).shape(), s.input().shape(), integer.test(s))
            : Optional.empty();
    if (fold.isPresent()) {
      add(s, (LinearOp.Convolution) s.op(), fold.get());
    } else {
      steps.add(s);
    }
  }

  private void add(Step s, LinearOp.Convolution op, Fold fold) {
    String suffix = "@" + fold.made() + "of" + fold.read();
    WeightId kernel = new WeightId(op.kernel().layer(), op.kernel().name() + suffix);
    added.computeIfAbsent(kernel, id -> fold.kernel(program.weights().get(op.kernel())));
    Optional<WeightId> bias = op.bias().map(b -> new WeightId(b.layer(), b.name() + suffix));
    bias.ifPresent(
        id -> added.computeIfAbsent(id, k -> fold.bias(program.weights().get(op.bias().get()))));
    Value input = view(s.layer(), s.input(), fold.read());
    Value output = grouped(new View(s.output(), fold.made()));
    steps.add(new Step(s.layer(), fold.convolution(op, kernel, bias), List.of(input), output));
    computed.put(s.output(), output);
    steps.add(reshape(s.layer(), output, s.output()));
  }

  /** A value with groups of pixels as one pixel. */
  private Value view(String layer, Value v, int pixels) {
    if (pixels == 1) {
      return v;
    }
    View view = new View(v, pixels);
    if (!views.containsKey(view)) {
      Value from = computed.getOrDefault(v, v);
      steps.add(reshape(layer, from, grouped(view)));
    }
    return views.get(view);
  }

  private Value grouped(View view) {
    Value v = view.of();
    int pixels = view.pixels();
    Shape s = v.shape();
    Shape shape = s.withDim(2, s.dim(2) / pixels).withDim(3, s.dim(3) * pixels);
    Value grouped = new Value(nextId++, v.name() + "/by " + pixels, shape);
    views.put(view, grouped);
    return grouped;
  }

  private static Step reshape(String layer, Value from, Value to) {
    return new Step(layer, new ShapeOp.Reshape(to.shape()), List.of(from), to);
  }

  /** Without the reshapings that nobody reads. */
  private List<Step> used() {
    Set<Value> read = new HashSet<>(program.outputs());
    List<Step> used = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step s = steps.get(i);
      if (read.contains(s.output()) || !(s.op() instanceof ShapeOp.Reshape)) {
        read.addAll(s.inputs());
        used.add(0, s);
      }
    }
    return used;
  }
}
