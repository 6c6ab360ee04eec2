package cortado.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What can be done to variants that are there: one transaction each. */
record VariantChanges(Index index) {

  /** What a change leaves in the table of steps. */
  @FunctionalInterface
  interface Note {
    void take(Connection c, List<Long> variants) throws SQLException;

    static Note of(StepTable.Kind kind, String name) {
      return (c, variants) -> StepTable.add(c, kind, variants, name);
    }

    /** The change takes a step back. */
    static Note undoing(StepTable.Step step) {
      return (c, variants) -> StepTable.remove(c, step);
    }
  }

  /** The name that a dropped variant had: dropped ones leave their names to others. */
  static String nameBefore(String dropped) {
    return dropped.replaceFirst("^~\\d+~", "");
  }

  void rename(String from, String to, Note note) {
    index.transaction(
        c -> {
          List<Long> ids = ids(c, List.of(from));
          update(c, "UPDATE variant SET name = ? WHERE id = ?", to, ids.get(0));
          note.take(c, ids);
          return null;
        });
  }

  void drop(Collection<String> names, Instant when, Note note) {
    index.transaction(
        c -> {
          List<Long> ids = ids(c, names);
          for (long id : ids) {
            String sql =
                "UPDATE variant SET dropped = ?, name = '~' || id || '~' || name WHERE id = ?";
            update(c, sql, when.toString(), id);
          }
          note.take(c, ids);
          return null;
        });
  }

  /**
   * Takes dropped variants back.
   *
   * @param names those that they have now, and those that they are to have
   */
  void restore(Map<String, String> names, Note note) {
    index.transaction(
        c -> {
          List<Long> ids = ids(c, names.keySet());
          int next = 0;
          for (String name : names.values()) {
            String sql = "UPDATE variant SET dropped = NULL, name = ? WHERE id = ?";
            update(c, sql, name, ids.get(next++));
          }
          note.take(c, ids);
          return null;
        });
  }

  /** Forgets dropped variants for good, the youngest first. */
  void forget(List<String> dropped) {
    index.transaction(
        c -> {
          for (long id : ids(c, dropped)) {
            update(c, "DELETE FROM measurement WHERE variant = ?", id);
            update(c, "DELETE FROM variant WHERE id = ?", id);
            StepTable.forget(c, id);
          }
          return null;
        });
  }

  /** The names that variants have now. */
  List<String> names(List<Long> ids) {
    return index.read(
        c -> {
          List<String> names = new ArrayList<>();
          try (PreparedStatement s = c.prepareStatement("SELECT name FROM variant WHERE id = ?")) {
            for (long id : ids) {
              s.setLong(1, id);
              try (ResultSet r = s.executeQuery()) {
                if (r.next()) {
                  names.add(r.getString(1));
                }
              }
            }
          }
          return names;
        });
  }

  private static List<Long> ids(Connection c, Collection<String> names) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement("SELECT id FROM variant WHERE name = ?")) {
      for (String name : names) {
        s.setString(1, name);
        try (ResultSet r = s.executeQuery()) {
          r.next();
          ids.add(r.getLong(1));
        }
      }
    }
    return ids;
  }

  private static void update(Connection c, String sql, Object... values) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      s.executeUpdate();
    }
  }
}
