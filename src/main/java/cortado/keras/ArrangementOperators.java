package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.graph.Activation;
import cortado.graph.Layer;
import cortado.graph.Layer.ActivationLayer;
import cortado.graph.OperatorLayer.Repeat;
import cortado.graph.OperatorLayer.Roll;
import cortado.graph.OperatorLayer.Split;
import cortado.graph.OperatorLayer.Stack;
import cortado.graph.OperatorLayer.Tile;
import cortado.graph.OperatorLayer.Unstack;
import cortado.graph.ShapeLayer.Permute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that take values apart or put them together, by the key of {@link OperatorReader}. */
final class ArrangementOperators {
  static final Map<String, OperatorReader.Reader> ALL =
      Map.of(
          "split", ArrangementOperators::split,
          "unstack", ArrangementOperators::unstack,
          "stack", ArrangementOperators::stack,
          "tile", ArrangementOperators::tile,
          "repeat", ArrangementOperators::repeat,
          "roll", ArrangementOperators::roll,
          "swapaxes", ArrangementOperators::swapped,
          "moveaxis", ArrangementOperators::moved);

  private static final int MOST = 1024;

  private ArrangementOperators() {}

  private static Layer split(Operands o) {
    JsonNode axisGiven = o.constant(2, "axis");
    int axis = OperatorReader.oneAxis(o, axisGiven, 0);
    JsonNode sizes = o.ignoring("num").constant(1, "num_or_size_splits");
    JsonNode indices = o.constant(1, "indices_or_sections");
    JsonNode given = sizes.isMissingNode() ? indices : sizes;
    List<Integer> numbers = o.integers(given);
    if (!given.isArray()) {
      return new Split(o.name(), axis, atMost(o, numbers.get(0)), List.of());
    }
    List<Integer> ends = new ArrayList<>(numbers);
    if (!sizes.isMissingNode() && !ends.isEmpty()) {
      ends.remove(ends.size() - 1); // the last is what remains
      for (int i = 1; i < ends.size(); i++) {
        ends.set(i, Math.addExact(ends.get(i - 1), ends.get(i)));
      }
    }
    boolean ordered = ends.stream().sorted().toList().equals(ends);
    if (ends.isEmpty() || !ordered || ends.get(0) < 0 || numbers.indexOf(-1) >= ends.size()) {
      throw o.refused(given, "two or more parts, only the last of which may be -1");
    }
    return new Split(o.name(), axis, atMost(o, ends.size() + 1), ends);
  }

  /** The reader of the graph says how many outputs there are if the call does not. */
  private static Layer unstack(Operands o) {
    JsonNode num = o.constant(1, "num");
    int count = num.isNull() || num.isMissingNode() ? 0 : atMost(o, o.integers(num).get(0));
    return new Unstack(o.name(), OperatorReader.oneAxis(o, o.constant(2, "axis"), 0), count);
  }

  private static Layer stack(Operands o) {
    o.isTensor(0, "values");
    return new Stack(o.name(), OperatorReader.oneAxis(o, o.constant(1, "axis"), 1));
  }

  private static Layer tile(Operands o) {
    List<Integer> times = o.integers(o.constant(1, "multiples", "repeats"));
    boolean fits = times.size() == o.rank() && times.get(0) == 1;
    if (!fits || times.stream().anyMatch(t -> t < 1 || t > MOST)) {
      throw o.refused(times, "1 for the batch, 1 to " + MOST + " for each other axis");
    }
    return times.stream().allMatch(t -> t == 1)
        ? new ActivationLayer(o.name(), Activation.LINEAR)
        : new Tile(o.name(), times);
  }

  private static Layer repeat(Operands o) {
    int axis = OperatorReader.oneAxis(o, o.constant(2, "axis"), 0);
    return new Repeat(o.name(), axis, atMost(o, o.integers(o.constant(1, "repeats")).get(0)));
  }

  private static Layer roll(Operands o) {
    List<Integer> shifts = o.integers(o.constant(1, "shift"));
    List<Integer> axes = new ArrayList<>();
    for (int axis : o.integers(o.constant(2, "axis"))) {
      axes.add(axis < 0 ? axis + o.rank() : axis);
    }
    boolean fits = shifts.size() == axes.size() && !axes.isEmpty();
    if (!fits || axes.stream().anyMatch(a -> a < 1 || a >= o.rank())) {
      throw o.refused(shifts + " along " + axes, "a shift for each axis from 1");
    }
    return new Roll(o.name(), shifts, axes);
  }

  private static Layer swapped(Operands o) {
    int a = OperatorReader.oneAxis(o, o.constant(1, "axis1"), 0);
    int b = OperatorReader.oneAxis(o, o.constant(2, "axis2"), 0);
    List<Integer> dims = axes(o);
    Collections.swap(dims, a - 1, b - 1);
    return new Permute(o.name(), dims);
  }

  private static Layer moved(Operands o) {
    int from = OperatorReader.oneAxis(o, o.constant(1, "source"), 0);
    int to = OperatorReader.oneAxis(o, o.constant(2, "destination"), 0);
    List<Integer> dims = axes(o);
    dims.remove(from - 1);
    dims.add(to - 1, from);
    return new Permute(o.name(), dims);
  }

  private static List<Integer> axes(Operands o) {
    return new ArrayList<>(IntStream.range(1, o.rank()).boxed().toList());
  }

  private static int atMost(Operands o, int count) {
    if (count < 1 || count > MOST) {
      throw o.refused(count, "1 to " + MOST);
    }
    return count;
  }
}
