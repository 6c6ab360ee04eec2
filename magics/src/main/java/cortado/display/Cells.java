package cortado.display;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as the texts of its cells.
 *
 * @param numeric which columns hold numbers, or texts that begin with one, such as {@code 1.95 MB}
 * @param rows the first of them, as many as somebody would read
 * @param left how many rows are not among them
 */
record Cells(List<String> header, List<Boolean> numeric, List<List<String>> rows, int left) {
  private static final int MOST_ROWS = 1000;
  private static final Pattern NUMBER =
      Pattern.compile("[-+±−]?[\\d.][\\d,.]*([eE]-?\\d+)?( ?[^\\s\\d-]{1,14})?|–|NaN|");

  static Cells of(Table table) {
    int shown = Math.min(MOST_ROWS, table.rowCount());
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < shown; r++) {
      rows.add(new ArrayList<>());
    }
    List<String> header = new ArrayList<>();
    List<Boolean> numeric = new ArrayList<>();
    for (Column<?> c : table.columns()) {
      header.add(oneLine(c.name()));
      boolean numbers = shown > 0;
      for (int r = 0; r < shown; r++) {
        String text = c.isMissing(r) ? "" : oneLine(c.getString(r));
        rows.get(r).add(text);
        numbers &= NUMBER.matcher(text).matches();
      }
      numeric.add(numbers || c instanceof NumericColumn<?>);
    }
    return new Cells(header, numeric, rows, table.rowCount() - shown);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
