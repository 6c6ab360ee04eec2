package cortado.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one artifact costs on one runtime. A figure that is missing was not reached, or is not known
 * on this system.
 *
 * @param status {@code ok}, or one sentence that says what went wrong
 * @param fileBytes of the artifact
 * @param rssBytes peak resident memory of a fresh process after one inference
 * @param rssRuntimeBytes its peak when only the runtime was loaded
 * @param latencyMedianMs of the timed runs
 * @param latencyP95Ms what 95 % of the timed runs did not exceed
 * @param note why figures are missing although all went well
 */
public record Measurement(
    String status,
    long fileBytes,
    OptionalLong rssBytes,
    OptionalLong rssRuntimeBytes,
    OptionalDouble latencyMedianMs,
    OptionalDouble latencyP95Ms,
    int threads,
    Optional<String> note,
    Environment environment) {
  public static final String OK = "ok";

  public boolean ok() {
    return status.equals(OK);
  }

  public Measurement withStatus(String other) {
    return new Measurement(
        other,
        fileBytes,
        rssBytes,
        rssRuntimeBytes,
        latencyMedianMs,
        latencyP95Ms,
        threads,
        note,
        environment);
  }
}
