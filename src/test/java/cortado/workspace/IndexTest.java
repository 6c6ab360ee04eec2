package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexTest {
  @TempDir Path dir;

  @Test
  void halfAStepIsNotKeptWhenMemoryRunsOut() {
    try (Index index = Index.open(dir.resolve("index.db"))) {
      assertThatThrownBy(
              () ->
                  index.transaction(
                      c -> {
                        insert(c, "half");
                        throw new OutOfMemoryError("no room");
                      }))
          .isInstanceOf(OutOfMemoryError.class);
      index.transaction(c -> insert(c, "whole"));

      assertThat(index.read(IndexTest::keys)).isEqualTo("whole");
    }
  }

  private static int insert(Connection c, String key) throws SQLException {
    try (Statement s = c.createStatement()) {
      return s.executeUpdate("INSERT INTO setting VALUES ('" + key + "', '')");
    }
  }

  private static String keys(Connection c) throws SQLException {
    try (Statement s = c.createStatement();
        var r = s.executeQuery("SELECT group_concat(key) FROM setting")) {
      r.next();
      return r.getString(1);
    }
  }
}
