package cortado.workspace;

import java.util.ArrayList;
import java.util.List;

/** The tables of the index, and what each version of Cortado changed in them. */
final class IndexSchema {
  static final int VERSION = 17;

  private static final List<String> TABLES =
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
          "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL)");

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

  private IndexSchema() {}

  /**
   * What brings a database of a version to {@link #VERSION}; nothing if it is of that already.
   *
   * @param version 0 for an empty one
   */
  static List<String> statements(int version) {
    if (version == VERSION) {
      return List.of();
    }
    List<String> all =
        new ArrayList<>(version == 0 ? TABLES : CHANGES.subList(version - 1, CHANGES.size()));
    all.add("PRAGMA user_version = " + VERSION);
    return all;
  }
}
