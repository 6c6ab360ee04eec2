package cortado.report;

import cortado.tensor.AtomicFile;
import cortado.workspace.TableRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Variants and their costs as CSV (RFC 4180, UTF-8), with the columns of {@link TableRow}. */
public final class CsvFile {
  private CsvFile() {}

  /**
   * Writes the rows; what is unknown stays empty.
   *
   * @throws cortado.UserError if the folder does not exist or the disk refuses
   */
  public static void write(List<TableRow> rows, Path file) {
    Table table = ResultTable.raw(rows);
    StringBuilder csv = new StringBuilder();
    csv.append(String.join(",", table.columnNames())).append("\n");
    for (int r = 0; r < table.rowCount(); r++) {
      int row = r;
      csv.append(table.columns().stream().map(c -> field(c, row)).collect(Collectors.joining(",")))
          .append("\n");
    }
    AtomicFile.write(file, p -> Files.writeString(p, csv, StandardCharsets.UTF_8));
  }

  private static String field(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    // Not getString(), which rounds.
    String text = String.valueOf(column.get(row));
    return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
