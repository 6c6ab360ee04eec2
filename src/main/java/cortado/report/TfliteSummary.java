package cortado.report;

import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a TFLite file consists of.
 *
 * @param name of the variant
 */
public record TfliteSummary(String name, TfliteFile file) {
  private static final int LONGEST_NAME = 60;

  /** Its inputs, outputs, sizes and names. */
  public Card card() {
    TfliteFile.Subgraph main = file.main();
    Card card =
        Card.titled("TFLite file " + name)
            .row("inputs", ports(file.inputNames(), file.inputs()))
            .row("outputs", ports(file.outputNames(), file.outputs()))
            .row("operators", Numbers.count(main.operators().size()))
            .row("tensors", Numbers.count(main.tensors().size()))
            .row("file", Numbers.size(file.bytes()));
    for (Map.Entry<TensorType, Long> e : constants().entrySet()) {
      card = card.row("constants of " + text(e.getKey()), Numbers.size(e.getValue()));
    }
    if (file.subgraphs().size() > 1) {
      card = card.row("subgraphs", file.subgraphs().size());
    }
    if (!file.signatures().isEmpty()) {
      card =
          card.row(
              "signatures",
              file.signatures().stream()
                  .map(TfliteFile.Signature::key)
                  .collect(Collectors.joining(", ")));
    }
    if (!file.metadata().isEmpty()) {
      card = card.row("metadata", String.join(", ", file.metadata()));
    }
    return file.description().isEmpty() ? card : card.row("written by", file.description());
  }

  private Map<TensorType, Long> constants() {
    Map<TensorType, Long> bytes = new TreeMap<>();
    file.main().tensors().stream()
        .filter(TfliteFile.TensorEntry::isConstant)
        .forEach(t -> bytes.merge(t.type(), t.dataBytes(), Long::sum));
    return bytes;
  }

  private static String ports(List<String> names, List<TfliteFile.TensorEntry> tensors) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      TfliteFile.TensorEntry t = tensors.get(i);
      out.append(i == 0 ? "" : ", ").append(names.get(i)).append(' ').append(text(t));
      if (t.codes().isQuantized() && t.codes().scales().size() == 1) {
        long zero = t.codes().zeroPoints().isEmpty() ? 0 : t.codes().zeroPoints().get(0);
        out.append(", scale ")
            .append(t.codes().scales().get(0))
            .append(", zero point ")
            .append(zero);
      }
    }
    return out.toString();
  }

  private static String text(TfliteFile.TensorEntry t) {
    return text(t.type()) + " " + t.shape();
  }

  /** Converters join the names of all that they fused. */
  private static String shortName(TfliteFile.TensorEntry t) {
    String first = t.name().substring(0, (t.name() + ";").indexOf(';'));
    return first.length() <= LONGEST_NAME ? first : first.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String text(TensorType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** The operators in the order in which they are executed. */
  public Table operators() {
    StringColumn number = StringColumn.create("#");
    StringColumn operator = StringColumn.create("operator");
    StringColumn version = StringColumn.create("version");
    StringColumn output = StringColumn.create("output");
    StringColumn shape = StringColumn.create("type and shape");
    StringColumn constants = StringColumn.create("constants");
    List<TfliteFile.TensorEntry> tensors = file.main().tensors();
    for (TfliteFile.Operator o : file.main().operators()) {
      List<TfliteFile.TensorEntry> out = o.outputs().stream().map(tensors::get).toList();
      long bytes =
          o.inputs().stream().filter(i -> i >= 0).mapToLong(i -> tensors.get(i).dataBytes()).sum();
      number.append(Integer.toString(number.size()));
      operator.append(o.name());
      version.append(Integer.toString(o.version()));
      output.append(out.stream().map(TfliteSummary::shortName).collect(Collectors.joining(", ")));
      shape.append(out.stream().map(TfliteSummary::text).collect(Collectors.joining(", ")));
      constants.append(bytes == 0 ? "" : Numbers.size(bytes));
    }
    return Table.create(name, number, operator, version, output, shape, constants);
  }
}
