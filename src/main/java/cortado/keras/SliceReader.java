package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.graph.Layer;
import cortado.graph.OperatorLayer.Part;
import cortado.graph.OperatorLayer.Selection;
import cortado.graph.OperatorLayer.Slice;
import java.util.ArrayList;
import java.util.List;

/** Python's {@code x[…]} as either generation of Keras writes it. */
final class SliceReader {
  private SliceReader() {}

  static Layer read(Operands o) {
    JsonNode spec = o.constant(1, "slice_spec", "key");
    List<Part> parts = new ArrayList<>();
    for (JsonNode v : spec.isArray() ? spec : List.of(spec)) {
      parts.add(part(o, v));
    }
    Part first = parts.isEmpty() ? null : parts.get(0);
    boolean wholeBatch =
        first != null
            && (first.selection() == Selection.REST
                || first.equals(new Part(Selection.RANGE, 0, Integer.MAX_VALUE, 1)));
    if (!wholeBatch || parts.stream().filter(p -> p.selection() == Selection.REST).count() > 1) {
      throw o.refused(spec, "slices that begin with : for the whole batch");
    }
    return new Slice(o.name(), parts);
  }

  private static Part part(Operands o, JsonNode v) {
    if (v.isNull()) {
      return new Part(Selection.NEW_AXIS, 0, 0, 1);
    } else if (v.path("class_name").asText().equals("__ellipsis__")) {
      return new Part(Selection.REST, 0, 0, 1);
    } else if (v.isIntegralNumber() && v.canConvertToInt()) {
      return new Part(Selection.INDEX, v.intValue(), 0, 1);
    }
    JsonNode range = v.has("config") ? v.get("config") : v;
    int step = integer(o, range.path("step"), 1);
    if (!range.has("start") || step < 1) {
      throw o.refused(v, "positions, and ranges with a step above 0");
    }
    return new Part(
        Selection.RANGE,
        integer(o, range.path("start"), 0),
        integer(o, range.path("stop"), Integer.MAX_VALUE),
        step);
  }

  private static int integer(Operands o, JsonNode v, int ifAbsent) {
    return v.isNull() || v.isMissingNode() ? ifAbsent : o.integers(v).get(0);
  }
}
