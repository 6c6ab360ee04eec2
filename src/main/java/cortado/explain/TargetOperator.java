package cortado.explain;

import cortado.tensor.Shape;
import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An operator of a file with the tensors that it reads and writes.
 *
 * @param inputs those that are computed or fed
 * @param constants those that are in the file
 */
record TargetOperator(
    String name,
    List<TfliteFile.TensorEntry> inputs,
    List<TfliteFile.TensorEntry> constants,
    List<TfliteFile.TensorEntry> outputs) {

  static TargetOperator of(TfliteFile.Subgraph graph, TfliteFile.Operator operator) {
    List<TfliteFile.TensorEntry> read =
        operator.inputs().stream().filter(i -> i >= 0).map(graph.tensors()::get).toList();
    return new TargetOperator(
        operator.name(),
        read.stream().filter(t -> !t.isConstant()).toList(),
        read.stream().filter(TfliteFile.TensorEntry::isConstant).toList(),
        operator.outputs().stream().map(graph.tensors()::get).toList());
  }

  /** The reader of files quotes the names of custom operators. */
  boolean isCustom() {
    return !name.matches("[A-Z][A-Z0-9_]*");
  }

  /** What it computes from and to. */
  List<TfliteFile.TensorEntry> values() {
    List<TfliteFile.TensorEntry> all = new ArrayList<>(inputs);
    all.addAll(outputs);
    return all;
  }

  /** Whether a value has one of these types. */
  boolean hasValueOf(TensorType... types) {
    return values().stream().anyMatch(t -> List.of(types).contains(t.type()));
  }

  /**
   * Whether weights of int8 or int4 meet float32 values, which the runtime quantizes as it runs.
   */
  boolean isHybrid() {
    return hasValueOf(TensorType.FLOAT32)
        && !name.endsWith("QUANTIZE")
        && constants.stream()
            .anyMatch(t -> t.type() == TensorType.INT8 || t.type() == TensorType.INT4);
  }

  /** Whether it only puts weights from the file into the form that others compute with. */
  boolean preparesWeights() {
    return inputs.isEmpty() && !constants.isEmpty();
  }

  boolean hasOpenShape() {
    return values().stream().anyMatch(t -> !t.shape().isKnown());
  }

  Shape output() {
    return outputs.get(0).shape();
  }

  /** The name of its output, the first where a converter joined several. */
  String layer() {
    return LayerName.first(outputs.isEmpty() ? name : outputs.get(0).name());
  }

  /** The types of its values: {@code float32 to int8}, or one that all have. */
  String types() {
    String from = types(inputs.isEmpty() ? constants : inputs);
    String to = types(outputs);
    return from.equals(to) ? to : from + " to " + to;
  }

  private static String types(List<TfliteFile.TensorEntry> tensors) {
    return tensors.stream()
        .map(t -> t.type().name().toLowerCase(Locale.ROOT))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
