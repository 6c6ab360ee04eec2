package cortado.faults;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an index holds, without times: its variants, those that were dropped, and the steps that can
 * be taken back.
 *
 * @param files names of files in the store, which are their SHA-256
 */
record Holdings(List<String> variants, List<String> steps, List<String> files) {

  static Holdings of(Path workspace) throws SQLException {
    List<String> variants = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    List<String> files = new ArrayList<>();
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + workspace.resolve("index.db"));
        var s = c.createStatement()) {
      try (var r = s.executeQuery("SELECT name, weights, artifact FROM variant ORDER BY id")) {
        while (r.next()) {
          variants.add(r.getString(1));
          files.add(r.getString(2));
          files.add(r.getString(3) == null ? "" : r.getString(3));
        }
      }
      try (var r = s.executeQuery("SELECT kind, variants, name FROM step ORDER BY id")) {
        while (r.next()) {
          steps.add(r.getString(1) + r.getString(2) + r.getString(3));
        }
      }
    }
    files.removeIf(f -> f.isEmpty() || f.equals("-"));
    return new Holdings(variants, steps, files);
  }
}
