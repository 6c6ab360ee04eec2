package cortado.display;

import cortado.explain.Finding;
import cortado.report.ExplanationReport;
import cortado.report.LayerErrorReport;

/** Sentences first, then what was measured, the figure and the operators. */
final class ExplanationView {
  private ExplanationView() {}

  static MimeBundle render(ExplanationReport report, FigureView figures) {
    Cells cells = Cells.of(report.operators());
    MimeBundle figure = figures.render(report.chart());
    String html =
        Html.styled(sentences(report))
            + CardView.render(report.card()).data().get(MimeBundle.HTML)
            + figure.data().get(MimeBundle.HTML)
            + Html.styled(TableView.html(cells))
            + report.errors().map(e -> errors(e, figures)).orElse("");
    return MimeBundle.text(text(report, 0)).with(MimeBundle.HTML, html);
  }

  static String text(ExplanationReport report, int columns) {
    return report.text()
        + "\n\n"
        + TableView.text(Cells.of(report.operators()), columns)
        + report.errors().map(e -> text(e, columns)).orElse("");
  }

  private static String text(LayerErrorReport errors, int columns) {
    return "\n\n" + errors.title() + "\n\n" + TableView.text(Cells.of(errors.table()), columns);
  }

  private static String errors(LayerErrorReport errors, FigureView figures) {
    return Html.styled("<b class=\"t\">" + Html.escape(errors.title()) + "</b>")
        + figures.render(errors.chart()).data().get(MimeBundle.HTML)
        + Html.styled(TableView.html(Cells.of(errors.table())));
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
