package cortado.workspace;

import cortado.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The workspace's SQLite database. */
final class Index implements AutoCloseable {
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
      throw isPending(e) ? cutOff(file, e) : damaged(file, e);
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
    if (version > IndexSchema.VERSION) {
      throw UserError.because("The workspace was made by a later Cortado: " + file)
          .received("version " + version)
          .allowed("up to version " + IndexSchema.VERSION)
          .next("update Cortado, or start with another --workspace");
    }
    if (version < IndexSchema.VERSION && !writable) {
      throw UserError.because("The workspace was made by an earlier Cortado: " + file)
          .received("version " + version)
          .allowed("version " + IndexSchema.VERSION + " for reading only")
          .next("open it without --read-only once, which brings it up to date");
    }
    execute(IndexSchema.statements(version));
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
    if (statements.isEmpty()) {
      return;
    }
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

  /**
   * @throws UserError if it cannot be read, or holds what Cortado never writes
   */
  <T> T read(Work<T> work) {
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw damaged(file, e);
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) { // dates that are none, and whatever else a stranger wrote
      throw UserError.because("The workspace is damaged: its index cannot be read (" + e + ")", e)
          .received(file)
          .next("start with another --workspace");
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

  /** Whether a journal is to be played back, but nothing may be written. */
  private static boolean isPending(SQLException e) {
    return e instanceof SQLiteException s
        && s.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK;
  }

  private static UserError cutOff(Path file, SQLException e) {
    return UserError.because(
            "The session that had the workspace ended within a step, which has to be taken back"
                + " first: "
                + file,
            e)
        .received("--read-only")
        .next("open it without --read-only once, which takes that step back");
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
