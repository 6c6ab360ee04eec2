package cortado.workspace;

import cortado.data.Dataset;

/**
 * Where a dataset comes from.
 *
 * @param line the magic that reads it
 * @param sha256 of its samples, in hexadecimal
 */
public record DataSource(String line, String sha256) {
  static DataSource of(Dataset data) {
    return new DataSource(data.source(), data.sha256());
  }
}
