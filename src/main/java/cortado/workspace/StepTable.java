package cortado.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was done to variants, in order, so that it can be taken back. */
record StepTable(Index index) {
  static final String SCHEMA =
      "CREATE TABLE step (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, variants TEXT NOT NULL,"
          + " name TEXT NOT NULL DEFAULT '')";

  /** What a step did. */
  enum Kind {
    MADE,
    DROPPED,
    RESTORED,
    RENAMED
  }

  /**
   * A step.
   *
   * @param variants their numbers in the index
   * @param name before it was renamed; else empty
   */
  record Step(long id, Kind kind, List<Long> variants, String name) {}

  Optional<Step> last() {
    return index.read(
        c -> {
          try (PreparedStatement s =
                  c.prepareStatement("SELECT * FROM step ORDER BY id DESC LIMIT 1");
              ResultSet r = s.executeQuery()) {
            return r.next() ? Optional.of(step(r)) : Optional.<Step>empty();
          }
        });
  }

  private static Step step(ResultSet r) throws SQLException {
    List<Long> variants =
        Stream.of(SessionJson.read(r.getString("variants"), Long[].class)).toList();
    return new Step(
        r.getLong("id"), Kind.valueOf(r.getString("kind")), variants, r.getString("name"));
  }

  static void add(Connection c, Kind kind, List<Long> variants, String name) throws SQLException {
    try (PreparedStatement s =
        c.prepareStatement("INSERT INTO step (kind, variants, name) VALUES (?, ?, ?)")) {
      s.setString(1, kind.name());
      s.setString(2, SessionJson.write(new ArrayList<>(variants)));
      s.setString(3, name);
      s.executeUpdate();
    }
  }

  static void remove(Connection c, Step step) throws SQLException {
    try (PreparedStatement s = c.prepareStatement("DELETE FROM step WHERE id = ?")) {
      s.setLong(1, step.id());
      s.executeUpdate();
    }
  }

  /** Takes a variant that is no more out of all steps. */
  static void forget(Connection c, long variant) throws SQLException {
    String without =
        "UPDATE step SET variants ="
            + " (SELECT json_group_array(value) FROM json_each(variants) WHERE value <> ?)";
    try (PreparedStatement s = c.prepareStatement(without)) {
      s.setLong(1, variant);
      s.executeUpdate();
    }
    try (PreparedStatement s = c.prepareStatement("DELETE FROM step WHERE variants = '[]'")) {
      s.executeUpdate();
    }
  }
}
