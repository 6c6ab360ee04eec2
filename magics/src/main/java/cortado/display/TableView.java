package cortado.display;

import java.util.List;
import tech.tablesaw.api.Table;

/** Tables: aligned text, and HTML whose header stays while the rows scroll. */
final class TableView {
  private TableView() {}

  static MimeBundle render(Table table) {
    Cells cells = Cells.of(table);
    return MimeBundle.text(text(cells)).with(MimeBundle.HTML, Html.styled(html(cells)));
  }

  static String html(Cells cells) {
    StringBuilder b = new StringBuilder("<div class=\"scroll\"><table><thead>");
    row(b, "th", cells.header(), cells.numeric());
    b.append("</thead><tbody>\n");
    cells.rows().forEach(row -> row(b, "td", row, cells.numeric()));
    b.append("</tbody></table></div>");
    if (cells.left() > 0) {
      b.append("<p class=\"note\">… ").append(cells.left()).append(" more rows</p>");
    }
    return b.toString();
  }

  private static void row(StringBuilder b, String tag, List<String> cells, List<Boolean> numeric) {
    b.append("<tr>");
    for (int c = 0; c < cells.size(); c++) {
      b.append('<').append(tag).append(numeric.get(c) ? " class=\"n\">" : ">");
      b.append(Html.escape(cells.get(c))).append("</").append(tag).append('>');
    }
    b.append("</tr>\n");
  }

  static String text(Cells cells) {
    int[] widths = new int[cells.header().size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = cells.header().get(c).length();
      for (List<String> row : cells.rows()) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder b = new StringBuilder();
    line(b, cells.header(), cells.numeric(), widths);
    b.append('\n');
    for (int c = 0; c < widths.length; c++) {
      b.append(c == 0 ? "" : "──").append("─".repeat(widths[c]));
    }
    for (List<String> row : cells.rows()) {
      line(b.append('\n'), row, cells.numeric(), widths);
    }
    String text = b.toString();
    text = text.replaceAll("(?m) +$", "");
    return cells.left() > 0 ? text + "\n… " + cells.left() + " more rows" : text;
  }

  private static void line(StringBuilder b, List<String> row, List<Boolean> numeric, int[] widths) {
    for (int c = 0; c < widths.length; c++) {
      String blank = " ".repeat(widths[c] - row.get(c).length());
      b.append(c == 0 ? "" : "  ");
      b.append(numeric.get(c) ? blank + row.get(c) : row.get(c) + blank);
    }
  }
}
