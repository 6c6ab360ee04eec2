package cortado.report;

import cortado.ops.ModelSummary;
import cortado.ops.ModelSummary.Row;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts the layers of a model together to the blocks that are drawn, and finds their levels. */
final class NetworkBlocks {
  private static final double LOG_2 = Math.log(2);

  private final Map<String, Integer> places = new HashMap<>();
  private final List<List<Row>> blocks = new ArrayList<>();
  private final List<Integer> levels;

  /**
   * @param summary of the model
   */
  NetworkBlocks(ModelSummary summary) {
    for (Row row : summary.rows()) {
      Integer maker = row.inputs().size() == 1 ? places.get(row.inputs().get(0)) : null;
      if (maker != null && continues(row, blocks.get(maker).get(0))) {
        blocks.get(maker).add(row);
        places.put(row.layer(), maker);
      } else {
        places.put(row.layer(), blocks.size());
        blocks.add(new ArrayList<>(List.of(row)));
      }
    }
    this.levels = levels(blocks.stream().mapToDouble(b -> extent(b.get(0).output())).toArray());
  }

  private static boolean continues(Row row, Row maker) {
    return row.multiplyAdds() == 0 && row.output().equals(maker.output());
  }

  int count() {
    return blocks.size();
  }

  /**
   * All blocks.
   *
   * @param before the channels that layers made before any were removed
   * @param share of a block's layers, what its colour tells; empty if it says nothing of them
   */
  List<NetworkDrawing.Block> drawn(
      Map<String, Integer> before, Function<List<Row>, OptionalDouble> share) {
    List<NetworkDrawing.Block> drawn = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Row first = blocks.get(i).get(0);
      int channels = channels(first.output());
      drawn.add(
          new NetworkDrawing.Block(
              first.layer(),
              channels,
              Math.max(channels, before.getOrDefault(first.layer(), 0)),
              levels.get(i),
              first.inputs().stream().map(places::get).filter(Objects::nonNull).distinct().toList(),
              share.apply(blocks.get(i)).orElse(Double.NaN)));
    }
    return drawn;
  }

  /** The channels that each layer makes. */
  static Map<String, Integer> channels(ModelSummary summary) {
    Map<String, Integer> channels = new HashMap<>();
    summary.rows().forEach(r -> channels.put(r.layer(), channels(r.output())));
    return channels;
  }

  private static int channels(Shape output) {
    return output.rank() == 0 ? 0 : Math.max(0, output.dim(-1));
  }

  /** The extents of the images of each level, such as {@code 64 x 64}. */
  List<String> levelNames() {
    Map<Integer, String> names = new TreeMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      names.putIfAbsent(levels.get(i), extents(blocks.get(i).get(0).output()));
    }
    return List.copyOf(names.values());
  }

  /** Of each extent its level, without gaps: each is half as fine as the one above it. */
  private static List<Integer> levels(double[] extents) {
    double finest = Arrays.stream(extents).max().orElse(1);
    long[] halvings =
        Arrays.stream(extents).mapToLong(e -> Math.round(Math.log(finest / e) / LOG_2)).toArray();
    long[] levels = Arrays.stream(halvings).distinct().sorted().toArray();
    return Arrays.stream(halvings).mapToObj(h -> Arrays.binarySearch(levels, h)).toList();
  }

  /** The longer side of its images; half a pixel for what has none. */
  private static double extent(Shape output) {
    double longest = 0;
    for (int axis = 1; axis < output.rank() - 1; axis++) {
      longest = Math.max(longest, output.dim(axis));
    }
    return output.rank() < 3 ? 0.5 : Math.max(1, longest);
  }

  private static String extents(Shape output) {
    List<String> sides = new ArrayList<>();
    for (int axis = 1; axis < output.rank() - 1; axis++) {
      sides.add(output.dim(axis) == Shape.UNKNOWN ? "?" : String.valueOf(output.dim(axis)));
    }
    return sides.isEmpty() ? "vector" : String.join(" x ", sides);
  }
}
