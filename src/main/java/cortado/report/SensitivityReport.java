package cortado.report;

import cortado.session.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a scan of a variant's layers found, as a table and as a heat map. */
public record SensitivityReport(Sensitivity scan) {

  /** Layers with the parameters of their kernels and the loss at each sparsity. */
  public Table table() {
    List<Sensitivity.Layer> layers = scan.layers();
    Table table =
        Table.create(
            title(),
            StringColumn.create("layer", layers.stream().map(Sensitivity.Layer::name)),
            LongColumn.create(
                "parameters", layers.stream().mapToLong(Sensitivity.Layer::parameters).toArray()));
    List<String> columns = columns();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      table.addColumns(
          StringColumn.create(
              columns.get(i), layers.stream().map(l -> Numbers.score(l.losses().get(column)))));
    }
    return table;
  }

  /** The losses as colours; the lightest is the loss of the whole variant. */
  public Chart chart() {
    List<Chart.HeatRow> rows = new ArrayList<>();
    double highest = scan.loss();
    for (Sensitivity.Layer layer : scan.layers()) {
      rows.add(new Chart.HeatRow(layer.name(), layer.losses()));
      for (double loss : layer.losses()) {
        highest = Double.isFinite(loss) ? Math.max(highest, loss) : highest;
      }
    }
    return new Chart.Heat(
        title(),
        "zeros in the kernels of one layer",
        "layer",
        columns(),
        rows,
        scan.loss(),
        highest);
  }

  private String title() {
    return String.format(
        Locale.ROOT,
        "Loss of %s with one layer pruned (%s with none)",
        scan.variant(),
        Numbers.score(scan.loss()));
  }

  private List<String> columns() {
    return scan.sparsities().stream().map(s -> s.percent() + " %").toList();
  }
}
