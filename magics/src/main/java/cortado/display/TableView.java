package cortado.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** Tables: aligned text, and HTML whose header stays while the rows scroll. */
final class TableView {
  private static final int SHORT = 8;
  private static final int LINE = 60;

  /** Longer texts wrap where there is room for few columns only. */
  private static final int PHRASE = 40;

  private static final int NARROWEST_EM = 20;
  private static final int MOST_COLUMNS_TO_READ = 6;

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
      b.append('<').append(tag);
      b.append(numeric.get(c) ? " class=\"n\">" : left(tag, cells.get(c), cells.size()));
      // A number stays with its unit also where a sanitizer has taken the style away.
      String text = Html.escape(cells.get(c));
      b.append(numeric.get(c) ? text.replace(" ", "&nbsp;") : text);
      b.append("</").append(tag).append('>');
    }
    b.append("</tr>\n");
  }

  /**
   * Attributes of a cell of text. Sentences wrap where there are few columns. The width keeps text
   * in few lines where a sanitizer has taken the style sheet away, as in notebooks not yet trusted.
   */
  private static String left(String tag, String text, int columns) {
    if (tag.equals("th") || text.length() <= SHORT) {
      return " style=\"text-align:left\">";
    }
    boolean wraps = text.length() > PHRASE && columns <= MOST_COLUMNS_TO_READ;
    int em = wraps ? NARROWEST_EM : Math.min(text.length(), LINE) * 3 / 5;
    return (wraps ? " class=\"w\"" : "") + " style=\"text-align:left;min-width:" + em + "em\">";
  }

  static String text(Cells cells) {
    return text(cells, 0);
  }

  /** Aligned text; columns that do not fit beside the first stand below, again with the first. */
  static String text(Cells cells, int limit) {
    int[] widths = new int[cells.header().size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = cells.header().get(c).length();
      for (List<String> row : cells.rows()) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    String text =
        parts(widths, limit).stream()
            .map(part -> part(cells, part, widths))
            .collect(Collectors.joining("\n\n"));
    return cells.left() > 0 ? text + "\n… " + cells.left() + " more rows" : text;
  }

  private static List<List<Integer>> parts(int[] widths, int limit) {
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> part = new ArrayList<>();
    int used = 0;
    for (int c = 0; c < widths.length; c++) {
      if (limit > 0 && part.size() > 1 && used + 2 + widths[c] > limit) {
        parts.add(part);
        part = new ArrayList<>(List.of(0));
        used = widths[0];
      }
      part.add(c);
      used += widths[c] + (part.size() > 1 ? 2 : 0);
    }
    parts.add(part);
    return parts;
  }

  private static String part(Cells cells, List<Integer> columns, int[] widths) {
    StringBuilder b = new StringBuilder();
    line(b, columns, cells.header(), cells.numeric(), widths);
    b.append('\n')
        .append(columns.stream().map(c -> "─".repeat(widths[c])).collect(Collectors.joining("──")));
    for (List<String> row : cells.rows()) {
      line(b.append('\n'), columns, row, cells.numeric(), widths);
    }
    return b.toString().replaceAll("(?m) +$", "");
  }

  private static void line(
      StringBuilder b,
      List<Integer> columns,
      List<String> row,
      List<Boolean> numeric,
      int[] widths) {
    String gap = "";
    for (int c : columns) {
      String blank = " ".repeat(widths[c] - row.get(c).length());
      b.append(gap).append(numeric.get(c) ? blank + row.get(c) : row.get(c) + blank);
      gap = "  ";
    }
  }
}
