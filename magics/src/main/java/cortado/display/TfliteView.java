package cortado.display;

import cortado.report.TfliteSummary;

/** The operators of a TFLite file, with its inputs, outputs and sizes. */
final class TfliteView {
  private TfliteView() {}

  static MimeBundle render(TfliteSummary summary) {
    Cells cells = Cells.of(summary.operators());
    MimeBundle facts = CardView.render(summary.card());
    String html = facts.data().get(MimeBundle.HTML) + Html.styled(TableView.html(cells));
    return MimeBundle.text(summary.card().text() + "\n" + TableView.text(cells))
        .with(MimeBundle.HTML, html);
  }
}
