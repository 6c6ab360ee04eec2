package cortado.prune.channels;

import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A model in which channels count for nothing though they are still there. */
final class Zeroed {
  private Zeroed() {}

  /** Zeros in some weights wherever they belong to a channel that is to go. */
  static Model of(Model model, ChannelGroups groups, ChannelRemoval removal, Predicate<Use> where) {
    Map<WeightId, Tensor> changed = new HashMap<>();
    for (ChannelAxis a : groups.axes()) {
      if (where.test(a.use())) {
        Tensor t = changed.getOrDefault(a.weight(), model.weights().get(a.weight()));
        changed.put(a.weight(), zeroed(t, a, removal));
      }
    }
    return model.withWeights(model.weights().with(changed));
  }

  private static Tensor zeroed(Tensor t, ChannelAxis a, ChannelRemoval removal) {
    Shape s = t.shape();
    int inner = 1;
    for (int i = a.axis() + 1; i < s.rank(); i++) {
      inner *= s.dim(i);
    }
    float[] values = t.floats();
    for (int i = 0; i < values.length; i++) {
      int group = a.positions().group(i / inner % s.dim(a.axis()));
      if (group != Positions.NONE && removal.removes(group)) {
        values[i] = 0;
      }
    }
    return Tensor.of(s, values);
  }
}
