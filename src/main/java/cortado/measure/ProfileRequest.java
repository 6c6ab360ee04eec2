package cortado.measure;

/**
 * What to find out about an artifact besides its costs.
 *
 * @param costs what to measure
 * @param runs inferences in which each operator is timed, at least 1
 */
public record ProfileRequest(MeasureRequest costs, int runs) {
  public ProfileRequest {
    if (runs < 1) {
      throw new IllegalArgumentException("runs " + runs);
    }
  }
}
