package cortado.display;

import cortado.report.Card;
import tech.tablesaw.api.Table;

/** Cards: a title and pairs of name and value. */
final class CardView {
  private CardView() {}

  /** A card above a table. */
  static MimeBundle render(Card card, Table table) {
    Cells cells = Cells.of(table);
    String html = render(card).data().get(MimeBundle.HTML) + Html.styled(TableView.html(cells));
    return MimeBundle.text(card.text() + "\n" + TableView.text(cells)).with(MimeBundle.HTML, html);
  }

  static MimeBundle render(Card card) {
    StringBuilder b = new StringBuilder("<div class=\"card\"><b class=\"t\">");
    b.append(Html.escape(card.title())).append("</b>");
    if (!card.rows().isEmpty()) {
      b.append("<dl>");
      card.rows()
          .forEach(
              (name, value) ->
                  b.append("<dt>")
                      .append(Html.escape(name))
                      .append("</dt><dd>")
                      .append(Html.escape(value))
                      .append("</dd>"));
      b.append("</dl>");
    }
    card.notes().forEach(n -> b.append("<p class=\"note\">").append(Html.escape(n)).append("</p>"));
    return MimeBundle.text(card.text())
        .with(MimeBundle.HTML, Html.styled(b.append("</div>").toString()));
  }
}
