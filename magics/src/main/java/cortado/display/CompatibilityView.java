package cortado.display;

import cortado.report.CompatibilityReport;

/** What a target takes of a variant: the sentences, then the operators. */
final class CompatibilityView {
  private CompatibilityView() {}

  static MimeBundle render(CompatibilityReport report) {
    Cells cells = Cells.of(report.table());
    MimeBundle facts = CardView.render(report.card());
    String html = facts.data().get(MimeBundle.HTML) + Html.styled(TableView.html(cells));
    return MimeBundle.text(report.card().text() + "\n" + TableView.text(cells))
        .with(MimeBundle.HTML, html);
  }
}
