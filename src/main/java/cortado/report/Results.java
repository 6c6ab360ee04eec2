package cortado.report;

import cortado.workspace.TableRow;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/** What a session has measured: it shows itself as people read it, code takes the numbers. */
public record Results(List<TableRow> rows) {
  public Results {
    rows = List.copyOf(rows);
  }

  /** The numbers, in bytes and ms. */
  public Table table() {
    return ResultTable.raw(rows);
  }

  /** The table as it is shown. */
  public Table shown() {
    return ResultTable.of(rows);
  }

  /** Writes the numbers as CSV. */
  public void writeCsv(Path file) {
    CsvFile.write(rows, file);
  }
}
