package cortado.keras;

import cortado.graph.ProductLayer.Dot;
import java.util.List;

/** Products of two inputs. */
final class ProductLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>(
              "Dot",
              Dot.class,
              ProductLayers::dot,
              (l, c) ->
                  c.put("axes", List.of(l.firstAxis(), l.secondAxis()))
                      .put("normalize", l.normalize())));

  private ProductLayers() {}

  private static Dot dot(LayerConfig c) {
    boolean both = c.get("axes").isArray();
    List<Integer> axes = both ? c.integers("axes") : List.of(c.axis("axes", 0), c.axis("axes", 0));
    if (axes.size() != 2 || axes.contains(0)) {
      throw c.unsupported("axes", "an axis of each input, not the batch");
    }
    return new Dot(c.name(), axes.get(0), axes.get(1), c.flag("normalize", false));
  }
}
