package cortado.workspace;

import cortado.measure.Environment;
import cortado.measure.FileSize;
import cortado.measure.Measurement;
import cortado.train.Evaluation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The measurements in the index. */
public record MeasurementTable(Index index) {

  /** The latest one on each runtime with each number of threads. */
  public List<Measured> latest(Variant variant) {
    return index.read(
        c -> {
          String sql =
              "SELECT * FROM measurement WHERE id IN (SELECT max(m.id) FROM measurement m"
                  + " JOIN variant v ON v.id = m.variant WHERE v.name = ?"
                  + " GROUP BY runtime, threads) ORDER BY runtime, threads";
          try (PreparedStatement s = c.prepareStatement(sql)) {
            s.setString(1, variant.name());
            List<Measured> found = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
              while (r.next()) {
                found.add(measured(variant, r));
              }
            }
            return found;
          }
        });
  }

  /** Each variant with its latest measurements; one row says so where there is none. */
  public List<TableRow> rows(List<Variant> variants) {
    List<TableRow> rows = new ArrayList<>();
    for (Variant v : variants) {
      List<Measured> measured = latest(v);
      if (measured.isEmpty()) {
        rows.add(TableRow.notMeasured(v));
      }
      measured.forEach(m -> rows.add(m.row()));
    }
    return List.copyOf(rows);
  }

  /** Notes a measurement for good. */
  public void add(Measured m) {
    index.transaction(
        c -> {
          insert(c, m);
          return null;
        });
  }

  private static void insert(Connection c, Measured measured) throws SQLException {
    String sql =
        "INSERT INTO measurement (variant, runtime, threads, status, file_bytes, gzip_bytes,"
            + " artifact_bytes, rss_bytes, rss_runtime_bytes, latency_median_ms, latency_p95_ms,"
            + " note, loss, dice, iou, cpu, cores, os, jvm, runtime_version, taken,"
            + " evaluation)"
            + " VALUES ((SELECT id FROM variant WHERE name = ?),"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    Measurement m = measured.measurement();
    Environment e = m.environment();
    TableRow row = measured.row();
    try (PreparedStatement s = c.prepareStatement(sql)) {
      s.setString(1, measured.variant().name());
      s.setString(2, measured.runtime().id());
      s.setInt(3, m.threads());
      s.setString(4, m.status());
      s.setLong(5, measured.file().bytes());
      s.setLong(6, measured.file().gzipBytes());
      s.setLong(7, m.fileBytes());
      set(s, 8, m.rssBytes());
      set(s, 9, m.rssRuntimeBytes());
      set(s, 10, m.latencyMedianMs());
      set(s, 11, m.latencyP95Ms());
      s.setString(12, m.note().orElse(null));
      set(s, 13, row.loss());
      set(s, 14, row.dice());
      set(s, 15, row.iou());
      s.setString(16, e.cpu());
      s.setInt(17, e.cores());
      s.setString(18, e.os());
      s.setString(19, e.jvm());
      s.setString(20, e.runtimeVersion());
      s.setString(21, e.date().toString());
      s.setString(22, measured.evaluation().map(SessionJson::write).orElse(null));
      s.executeUpdate();
    }
  }

  private static Measured measured(Variant variant, ResultSet r) throws SQLException {
    Environment environment =
        new Environment(
            r.getString("cpu"),
            r.getInt("cores"),
            r.getString("os"),
            r.getString("jvm"),
            r.getString("runtime_version"),
            Instant.parse(r.getString("taken")));
    Measurement m =
        new Measurement(
            r.getString("status"),
            r.getLong("artifact_bytes"),
            bytes(r, "rss_bytes"),
            bytes(r, "rss_runtime_bytes"),
            real(r, "latency_median_ms"),
            real(r, "latency_p95_ms"),
            r.getInt("threads"),
            Optional.ofNullable(r.getString("note")),
            environment);
    Optional<Evaluation> evaluation =
        Optional.ofNullable(r.getString("evaluation"))
            .map(json -> SessionJson.read(json, Evaluation.class));
    if (evaluation.isEmpty() && real(r, "dice").isPresent()) {
      evaluation = Optional.of(earlier(r));
    }
    FileSize size = new FileSize(r.getLong("file_bytes"), r.getLong("gzip_bytes"));
    return new Measured(variant, RuntimeId.of(r.getString("runtime")), size, m, evaluation);
  }

  /** What the first versions kept; SQLite keeps a loss that is not a number as NULL. */
  private static Evaluation earlier(ResultSet r) throws SQLException {
    return new Evaluation(
        real(r, "loss").orElse(Double.NaN), r.getDouble("dice"), real(r, "iou").orElse(Double.NaN));
  }

  private static void set(PreparedStatement s, int at, OptionalLong value) throws SQLException {
    if (value.isPresent()) {
      s.setLong(at, value.getAsLong());
    } else {
      s.setNull(at, Types.INTEGER);
    }
  }

  private static void set(PreparedStatement s, int at, OptionalDouble value) throws SQLException {
    if (value.isPresent()) {
      s.setDouble(at, value.getAsDouble());
    } else {
      s.setNull(at, Types.REAL);
    }
  }

  private static OptionalLong bytes(ResultSet r, String column) throws SQLException {
    long value = r.getLong(column);
    return r.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalDouble real(ResultSet r, String column) throws SQLException {
    double value = r.getDouble(column);
    return r.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
