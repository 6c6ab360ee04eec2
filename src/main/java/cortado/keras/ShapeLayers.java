package cortado.keras;

import cortado.graph.ShapeLayer.Flatten;
import cortado.graph.ShapeLayer.Permute;
import cortado.graph.ShapeLayer.RepeatVector;
import cortado.graph.ShapeLayer.Reshape;
import cortado.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Layers that give the values another shape or order. */
final class ShapeLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>(
              "Flatten", Flatten.class, ShapeLayers::flatten, (l, c) -> c.channelsLast()),
          new LayerCodec<>(
              "Reshape",
              Reshape.class,
              ShapeLayers::reshape,
              (l, c) -> c.put("target_shape", l.target())),
          new LayerCodec<>(
              "Permute", Permute.class, ShapeLayers::permute, (l, c) -> c.put("dims", l.dims())),
          new LayerCodec<>(
              "RepeatVector",
              RepeatVector.class,
              c -> new RepeatVector(c.name(), c.positive("n")),
              (l, c) -> c.put("n", l.times())));

  private ShapeLayers() {}

  private static Flatten flatten(LayerConfig c) {
    return new Flatten(c.name());
  }

  private static Reshape reshape(LayerConfig c) {
    List<Integer> target = c.integers("target_shape");
    if (target.size() > 5
        || target.stream().anyMatch(d -> d < 1 && d != Shape.UNKNOWN)
        || Collections.frequency(target, Shape.UNKNOWN) > 1) {
      throw c.unsupported("target_shape", "at most 5 extents from 1, one of them -1 for the rest");
    }
    return new Reshape(c.name(), target);
  }

  private static Permute permute(LayerConfig c) {
    List<Integer> dims = c.integers("dims");
    List<Integer> each = IntStream.rangeClosed(1, dims.size()).boxed().toList();
    if (dims.isEmpty() || !dims.stream().sorted().toList().equals(each)) {
      throw c.unsupported("dims", "each axis once, from 1");
    }
    return new Permute(c.name(), dims);
  }
}
