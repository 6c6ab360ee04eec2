package cortado.faults;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the index says of a variant: the names of its files in the store are their SHA-256. */
record Kept(String name, String weights, String artifact, String created) {

  /** The variants by their names, the oldest first. */
  static Map<String, Kept> all(Path workspace) throws SQLException {
    Map<String, Kept> all = new LinkedHashMap<>();
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + workspace.resolve("index.db"));
        var s = c.createStatement();
        var r = s.executeQuery("SELECT name, weights, artifact, created FROM variant")) {
      while (r.next()) {
        String artifact = r.getString(3) == null ? "-" : r.getString(3);
        all.put(r.getString(1), new Kept(r.getString(1), r.getString(2), artifact, r.getString(4)));
      }
    }
    return all;
  }

  static Kept parse(String line) {
    String[] words = line.split(" ", -1);
    return new Kept(words[0], words[1], words[2], words[3]);
  }

  @Override
  public String toString() {
    return String.join(" ", name, weights, artifact, created);
  }

  /** Without the time, which differs from run to run. */
  Kept timeless() {
    return new Kept(name, weights, artifact, "");
  }
}
