package cortado.measure;

import java.util.List;

/**
 * What one artifact costs, and where.
 *
 * @param operators what the runtime found about operators, in its own words
 */
public record Profiled(Measurement measurement, List<String> operators) {
  public Profiled {
    operators = List.copyOf(operators);
  }
}
