package cortado.workspace;

import cortado.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** The workspace's SQLite database. */
final class Index implements AutoCloseable {
  static final int VERSION = 17;

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE variant (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE,"
              + " parent INTEGER REFERENCES variant (id), recipe TEXT NOT NULL,"
              + " graph TEXT NOT NULL, weights TEXT NOT NULL, artifact TEXT,"
              + " parameters INTEGER NOT NULL, nonzero INTEGER NOT NULL, sparsity REAL NOT NULL,"
              + " created TEXT NOT NULL, error TEXT, origin TEXT,"
              + " base INTEGER, dropped TEXT)",
          StepTable.SCHEMA,
          "CREATE TABLE measurement (id INTEGER PRIMARY KEY,"
              + " variant INTEGER NOT NULL REFERENCES variant (id), runtime TEXT NOT NULL,"
              + " threads INTEGER NOT NULL, status TEXT NOT NULL,"
              + " file_bytes INTEGER NOT NULL, gzip_bytes INTEGER NOT NULL,"
              + " artifact_bytes INTEGER NOT NULL, rss_bytes INTEGER, rss_runtime_bytes INTEGER,"
              + " latency_median_ms REAL, latency_p95_ms REAL, note TEXT,"
              + " loss REAL, dice REAL, iou REAL,"
              + " cpu TEXT NOT NULL, cores INTEGER NOT NULL, os TEXT NOT NULL, jvm TEXT NOT NULL,"
              + " runtime_version TEXT NOT NULL, taken TEXT NOT NULL, evaluation TEXT)",
          "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
          "PRAGMA user_version = " + VERSION);

  /** From each version to the next. */
  private static final List<String> CHANGES =
      List.of(
          "ALTER TABLE variant ADD COLUMN error TEXT",
          "ALTER TABLE measurement ADD COLUMN evaluation TEXT",
          nestTraining(),
          "UPDATE variant SET recipe = json_set(recipe, '$.training.validated', json('false'))"
              + " WHERE recipe ->> 'kind' IN ('Trained', 'Pruned')",
          "UPDATE variant SET recipe = json_set(recipe,"
              + " '$.size', json('{\"goal\":\"\",\"most\":0,\"reached\":0}'),"
              + " '$.method.only', json('[]'), '$.method.minChannels', 1)"
              + " WHERE recipe ->> 'kind' = 'Pruned'",
          "UPDATE variant SET recipe = json_set(recipe, '$.training.augment', json('[]'))"
              + " WHERE recipe ->> 'kind' IN ('Trained', 'Pruned')",
          "UPDATE variant SET recipe = json_set(json_remove(recipe, '$.scheme'), '$.method',"
              + " json_object('scheme', recipe ->> 'scheme', 'io', 'float',"
              + " 'layers', json('[]')))"
              + " WHERE recipe ->> 'kind' = 'Quantized'",
          "UPDATE variant SET recipe = CASE recipe ->> 'kind' WHEN 'Quantized' THEN"
              + " json_set(recipe, '$.method.calibration', 'min-max') ELSE recipe END,"
              + " error = json_set(error, '$.warnings', json('[]'))",
          "UPDATE variant SET recipe = json_set(recipe, '$.budget', json_object('goal', '',"
              + " 'before', 0.0, 'quantized', 0.0, 'reached', 0.0, 'kept', json('[]'),"
              + " 'samples', 0, 'part', ''))"
              + " WHERE recipe ->> 'kind' = 'Quantized'",
          "UPDATE variant SET recipe = json_set(recipe, '$.method.corrections', json('[]'))"
              + " WHERE recipe ->> 'kind' IN ('Quantized', 'QuantizedAware')",
          "ALTER TABLE variant ADD COLUMN origin TEXT",
          "ALTER TABLE variant ADD COLUMN base INTEGER",
          "ALTER TABLE variant ADD COLUMN dropped TEXT",
          StepTable.SCHEMA,
          "INSERT INTO step (kind, variants) SELECT 'MADE', json_array(id) FROM variant ORDER BY id",
          normalizeLastAxis());

  /** Early graphs did not tell the axis of a batch normalization; files of others have no graph. */
  private static String normalizeLastAxis() {
    return "UPDATE variant SET graph = json_set(graph, '$.graph.nodes', ("
        + "SELECT json_group_array(CASE WHEN value ->> '$.layer.kind' = 'BatchNormalization'"
        + " AND value -> '$.layer.axis' IS NULL THEN json_set(value, '$.layer.axis', -1)"
        + " ELSE json(value) END) FROM json_each(graph, '$.graph.nodes'))) WHERE graph <> ''";
  }

  /** What training and pruning have in common became a record of its own. */
  private static String nestTraining() {
    String training =
        "json_object('epochs', recipe ->> 'epochs', 'batch', recipe ->> 'batch',"
            + " 'learningRate', recipe ->> 'learningRate',"
            + " 'decay', CASE recipe ->> 'decay' WHEN 'COSINE' THEN 'COSINE' ELSE 'CONSTANT' END,"
            + " 'loss', json(recipe -> 'loss'), 'seed', recipe ->> 'seed', 'until', '',"
            + " 'patience', 0, 'distillation', 0.0, 'heldOut', 0, 'data', recipe ->> 'data')";
    String course =
        "json_object('losses', json('[]'), 'heldOut', json('[]'), 'kept', recipe ->> 'epochs')";
    String method =
        "json_object('schedule', recipe ->> 'schedule', 'skip', json(recipe -> 'skip'),"
            + " 'granularity', 'weight', 'scope', 'LAYER', 'criterion', 'l1')";
    return "UPDATE variant SET recipe = CASE recipe ->> 'kind'"
        + " WHEN 'Trained' THEN json_object('kind', 'Trained', 'training', "
        + training
        + ", 'course', "
        + course
        + ") ELSE json_object('kind', 'Pruned', 'sparsity', recipe ->> 'sparsity', 'method', "
        + method
        + ", 'training', "
        + training
        + ", 'course', "
        + course
        + ") END WHERE recipe ->> 'kind' IN ('Trained', 'Pruned')";
  }

  /** Something done with the database. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final Path file;
  private final Connection connection;
  private final boolean writable;

  private Index(Path file, Connection connection, boolean writable) {
    this.file = file;
    this.connection = connection;
    this.writable = writable;
  }

  /**
   * Opens or makes the database.
   *
   * @throws UserError if it is damaged, or of a later version of Cortado
   */
  static Index open(Path file) {
    return open(file, true);
  }

  /**
   * Opens a database that others may write.
   *
   * @throws UserError if it is damaged, or of another version of Cortado
   */
  static Index openReadOnly(Path file) {
    return open(file, false);
  }

  private static Index open(Path file, boolean writable) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(!writable);
    Index index;
    try {
      String url = "jdbc:sqlite:" + file;
      index = new Index(file, DriverManager.getConnection(url, config.toProperties()), writable);
    } catch (SQLException e) {
      throw damaged(file, e);
    }
    try {
      index.prepare();
      return index;
    } catch (SQLException e) {
      index.close();
      throw damaged(file, e);
    } catch (RuntimeException e) {
      index.close();
      throw e;
    }
  }

  private void prepare() throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute("PRAGMA foreign_keys = ON");
      s.execute("PRAGMA synchronous = FULL");
      s.execute("PRAGMA trusted_schema = OFF"); // somebody else may have made the file
    }
    int version = version();
    if (version > VERSION) {
      throw UserError.because("The workspace was made by a later Cortado: " + file)
          .received("version " + version)
          .allowed("up to version " + VERSION)
          .next("update Cortado, or start with another --workspace");
    }
    if (version < VERSION && !writable) {
      throw UserError.because("The workspace was made by an earlier Cortado: " + file)
          .received("version " + version)
          .allowed("version " + VERSION + " for reading only")
          .next("open it without --read-only once, which brings it up to date");
    }
    if (version == 0) {
      execute(SCHEMA);
    } else if (version < VERSION) {
      List<String> changes = new ArrayList<>(CHANGES.subList(version - 1, CHANGES.size()));
      changes.add("PRAGMA user_version = " + VERSION);
      execute(changes);
    }
  }

  /** Writes all of it to a new file, as it is between two transactions. */
  void copyTo(Path copy) {
    read(
        c -> {
          try (PreparedStatement s = c.prepareStatement("VACUUM INTO ?")) {
            s.setString(1, copy.toString());
            s.execute();
          }
          return null;
        });
  }

  /**
   * Checks all of the file, which may be a stranger's.
   *
   * @throws UserError if it is damaged, or does more than to hold tables
   */
  void requireWhole() {
    String found = text("PRAGMA quick_check(1)");
    String foreign =
        text(
            "SELECT group_concat(type || ' ' || name) FROM sqlite_schema"
                + " WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'");
    if (!found.equals("ok") || !foreign.isEmpty()) {
      throw UserError.because("The index is damaged or not one of Cortado")
          .received(foreign.isEmpty() ? found : foreign)
          .next("export the session again");
    }
  }

  private String text(String query) {
    return read(
        c -> {
          try (Statement s = c.createStatement();
              ResultSet r = s.executeQuery(query)) {
            return r.next() ? Optional.ofNullable(r.getString(1)).orElse("") : "";
          }
        });
  }

  private void execute(List<String> statements) {
    transaction(
        c -> {
          try (Statement s = c.createStatement()) {
            for (String sql : statements) {
              s.execute(sql);
            }
          }
          return null;
        });
  }

  private int version() throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery("PRAGMA user_version")) {
      return r.getInt(1);
    }
  }

  <T> T read(Work<T> work) {
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw damaged(file, e);
    }
  }

  /** All of the work or nothing of it; when this returns, it is on the disk. */
  <T> T transaction(Work<T> work) {
    requireWritable();
    try {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        connection.setAutoCommit(true);
        return result;
      } catch (SQLException | RuntimeException | Error e) { // memory may run out, too
        undo(Connection::rollback, e);
        undo(c -> c.setAutoCommit(true), e);
        throw e;
      }
    } catch (SQLException e) {
      throw damaged(file, e);
    }
  }

  /** One step back to the state between transactions. */
  @FunctionalInterface
  private interface Step {
    void with(Connection connection) throws SQLException;
  }

  private void undo(Step step, Throwable cause) {
    try {
      step.with(connection);
    } catch (SQLException e) {
      // SQLite rolls back itself where the disk is full; the cause is what the user needs to hear.
      cause.addSuppressed(e);
    }
  }

  boolean isWritable() {
    return writable;
  }

  /**
   * @throws UserError if it was opened for reading only
   */
  void requireWritable() {
    if (!writable) {
      throw UserError.because("The workspace is open for reading only, so nothing new is kept")
          .next("start without --read-only, once no other session has it");
    }
  }

  private static UserError damaged(Path file, SQLException e) {
    return UserError.because("Cannot use the workspace's index " + file + " (" + e + ")", e)
        .next("see whether the disk is full, or start with another --workspace");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // All that was committed is on the disk.
    }
  }
}
