package cortado.display;

import cortado.explain.Finding;
import cortado.report.ExplanationReport;
import cortado.report.LayerErrorReport;
import tech.tablesaw.api.Table;

/** Sentences first, then what was measured, the figure and the operators. */
final class ExplanationView {
  private ExplanationView() {}

  static MimeBundle render(ExplanationReport report, FigureView figures) {
    MimeBundle figure = figures.render(report.chart());
    String html =
        Html.styled(sentences(report))
            + CardView.render(report.card()).data().get(MimeBundle.HTML)
            + figure.data().get(MimeBundle.HTML)
            + report.comparison().map(c -> titled(c.title(), c.table())).orElse("")
            + Html.styled(TableView.html(Cells.of(report.operators())))
            + report.errors().map(e -> errors(e, figures)).orElse("");
    return MimeBundle.text(text(report, 0)).with(MimeBundle.HTML, html);
  }

  static String text(ExplanationReport report, int columns) {
    return report.text()
        + report.comparison().map(c -> text(c.title(), c.table(), columns)).orElse("")
        + text("Operators of " + report.explanation().account().name(), report.operators(), columns)
        + report.errors().map(e -> text(e.title(), e.table(), columns)).orElse("");
  }

  private static String text(String title, Table table, int columns) {
    return "\n\n" + title + "\n\n" + TableView.text(Cells.of(table), columns);
  }

  private static String errors(LayerErrorReport errors, FigureView figures) {
    return figures.render(errors.chart()).data().get(MimeBundle.HTML)
        + titled(errors.title(), errors.table());
  }

  private static String titled(String title, Table table) {
    return Html.styled(
        "<b class=\"t\">" + Html.escape(title) + "</b>" + TableView.html(Cells.of(table)));
  }

  private static String sentences(ExplanationReport report) {
    StringBuilder b = new StringBuilder("<b class=\"t\">");
    b.append(Html.escape(report.title())).append("</b><ol>");
    for (Finding f : report.explanation().findings()) {
      b.append("<li>").append(Html.escape(f.sentence()));
      f.next().ifPresent(m -> b.append("<br><code>").append(Html.escape(m)).append("</code>"));
      b.append("</li>");
    }
    return b.append("</ol>").toString();
  }
}
