package cortado.display;

import cortado.ops.ModelSummary;
import cortado.report.Numbers;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The layers of a model, with what each costs, and the totals. */
final class SummaryView {
  private SummaryView() {}

  static MimeBundle render(ModelSummary summary) {
    Cells cells = Cells.of(table(summary));
    String title = "Model " + summary.name();
    String totals =
        Numbers.count(summary.parameters())
            + " parameters, "
            + zeros(summary.parameters(), summary.nonzero())
            + " of them zero; "
            + Numbers.count(summary.multiplyAdds())
            + " multiply-adds for one sample";
    return MimeBundle.text(title + "\n" + TableView.text(cells) + "\n" + totals)
        .with(
            MimeBundle.HTML,
            Html.styled(
                "<b class=\"t\">"
                    + Html.escape(title)
                    + "</b>"
                    + TableView.html(cells)
                    + "<p class=\"note\">"
                    + Html.escape(totals)
                    + "</p>"));
  }

  private static Table table(ModelSummary summary) {
    StringColumn layer = StringColumn.create("layer");
    StringColumn kind = StringColumn.create("kind");
    StringColumn output = StringColumn.create("output");
    StringColumn parameters = StringColumn.create("parameters");
    StringColumn zero = StringColumn.create("zeros");
    StringColumn values = StringColumn.create("values");
    StringColumn cost = StringColumn.create("multiply-adds");
    StringColumn from = StringColumn.create("reads");
    for (ModelSummary.Row r : summary.rows()) {
      layer.append(r.layer());
      kind.append(r.kind());
      output.append(r.output().toString());
      parameters.append(r.parameters() == 0 ? "" : Numbers.count(r.parameters()));
      zero.append(r.parameters() == 0 ? "" : zeros(r.parameters(), r.nonzero()));
      values.append(r.values().isPresent() ? Integer.toString(r.values().getAsInt()) : "");
      cost.append(r.multiplyAdds() == 0 ? "" : Numbers.count(r.multiplyAdds()));
      from.append(String.join(", ", r.inputs()));
    }
    Table table = Table.create(summary.name(), layer, kind, output, parameters, zero);
    return (summary.sharesValues() ? table.addColumns(values) : table).addColumns(cost, from);
  }

  private static String zeros(long parameters, long nonzero) {
    return Numbers.percent(parameters == 0 ? 0 : 1 - (double) nonzero / parameters);
  }
}
