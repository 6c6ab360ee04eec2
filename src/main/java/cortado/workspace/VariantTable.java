package cortado.workspace;

import cortado.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The variants in the index, in the order in which they were made. */
record VariantTable(Index index) {

  List<VariantRow> all() {
    return rows("v.dropped IS NULL ORDER BY v.id");
  }

  /** Those that were dropped and are still there, the last one first. */
  List<VariantRow> dropped() {
    return rows("v.dropped IS NOT NULL ORDER BY v.dropped DESC, v.id DESC");
  }

  private List<VariantRow> rows(String which) {
    return index.read(
        c -> {
          String sql =
              "SELECT v.*, p.name AS parent_name, b.name AS base_name FROM variant v"
                  + " LEFT JOIN variant p ON p.id = v.parent"
                  + " LEFT JOIN variant b ON b.id = v.base WHERE "
                  + which;
          try (PreparedStatement s = c.prepareStatement(sql);
              ResultSet r = s.executeQuery()) {
            List<VariantRow> rows = new ArrayList<>();
            while (r.next()) {
              rows.add(row(r));
            }
            return rows;
          }
        });
  }

  StoredGraph graph(String name) {
    String json =
        index.read(
            c -> {
              try (PreparedStatement s =
                  c.prepareStatement("SELECT graph FROM variant WHERE name = ?")) {
                s.setString(1, name);
                try (ResultSet r = s.executeQuery()) {
                  return r.getString(1);
                }
              }
            });
    return SessionJson.read(json, StoredGraph.class);
  }

  /**
   * @param graph as JSON; empty where there is none
   */
  void add(VariantRow row, String graph) {
    index.transaction(
        c -> {
          long id = insert(c, row, graph);
          StepTable.add(c, StepTable.Kind.MADE, List.of(id), "");
          return null;
        });
  }

  private static long insert(Connection c, VariantRow row, String graph) throws SQLException {
    String sql =
        "INSERT INTO variant (name, parent, recipe, graph, weights, artifact, parameters, nonzero,"
            + " sparsity, created, error, origin, base)"
            + " VALUES (?, (SELECT id FROM variant WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " (SELECT id FROM variant WHERE name = ?)) RETURNING id";
    try (PreparedStatement s = c.prepareStatement(sql)) {
      s.setString(1, row.name());
      s.setString(2, row.parent().orElse(null));
      s.setString(3, SessionJson.write(row.recipe()));
      s.setString(4, graph);
      s.setString(5, row.weights());
      s.setString(6, row.artifact().orElse(null));
      s.setLong(7, row.parameters());
      s.setLong(8, row.nonzero());
      s.setDouble(9, row.sparsity());
      s.setString(10, row.created().toString());
      s.setString(11, row.error().map(SessionJson::write).orElse(null));
      s.setString(12, row.origin().map(SessionJson::write).orElse(null));
      s.setString(13, row.base().orElse(null));
      try (ResultSet made = s.executeQuery()) {
        made.next();
        return made.getLong(1);
      }
    }
  }

  private static VariantRow row(ResultSet r) throws SQLException {
    VariantRow row = read(r);
    if (!VariantNames.isName(VariantChanges.nameBefore(row.name()))
        || !WorkspaceCheck.files(row).stream().allMatch(Store::isName)) {
      throw UserError.because(
              "The workspace is damaged: a variant or its file has an impossible name")
          .received(row.name() + ", " + WorkspaceCheck.files(row))
          .next("start with another --workspace");
    }
    return row;
  }

  private static VariantRow read(ResultSet r) throws SQLException {
    return new VariantRow(
        r.getString("name"),
        Optional.ofNullable(r.getString("parent_name")),
        Optional.ofNullable(r.getString("base_name")),
        SessionJson.read(r.getString("recipe"), Recipe.class),
        Optional.ofNullable(r.getString("origin"))
            .map(json -> SessionJson.read(json, Origin.class)),
        r.getString("weights"),
        Optional.ofNullable(r.getString("artifact")),
        r.getLong("parameters"),
        r.getLong("nonzero"),
        r.getDouble("sparsity"),
        Instant.parse(r.getString("created")),
        Optional.ofNullable(r.getString("error"))
            .map(json -> SessionJson.read(json, QuantizationError.class)));
  }
}
