package cortado.ops;

import cortado.graph.Model;
import cortado.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;

/** What a model consists of, layer by layer. */
public record ModelSummary(String name, List<Row> rows) {
  /**
   * One layer; those of a model that is used as a layer stand for it.
   *
   * @param layer its path, such as {@code outer/inner}
   * @param kind its class in Keras
   * @param output shape of its output, NHWC
   * @param parameters elements of all its weights
   * @param nonzero those that are not zero
   * @param values how many different ones its kernel has; empty if they are not shared by four
   *     weights or more each
   * @param multiplyAdds for one sample
   * @param inputs names of the layers it reads from
   */
  public record Row(
      String layer,
      String kind,
      Shape output,
      long parameters,
      long nonzero,
      OptionalInt values,
      long multiplyAdds,
      List<String> inputs) {}

  public ModelSummary {
    rows = List.copyOf(rows);
  }

  public static ModelSummary of(Model model) {
    return new ModelSummary(model.graph().name(), SummaryRows.of(model));
  }

  /** Whether weights share values, as clustering lets them. */
  public boolean sharesValues() {
    return rows.stream().anyMatch(r -> r.values().isPresent());
  }

  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  public long nonzero() {
    return rows.stream().mapToLong(Row::nonzero).sum();
  }

  public long multiplyAdds() {
    return rows.stream().mapToLong(Row::multiplyAdds).sum();
  }
}
