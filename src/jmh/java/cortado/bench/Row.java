package cortado.bench;

import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** One line of the table. */
record Row(String name, String score, String error, String unit) {
  static final Row HEADER = new Row("Benchmark", "Score", "Error", "Unit");

  static Row of(RunResult run) {
    BenchmarkParams params = run.getParams();
    StringBuilder name = new StringBuilder(shortName(params.getBenchmark()));
    params.getParamsKeys().forEach(key -> name.append(' ').append(params.getParam(key)));
    Result<?> result = run.getPrimaryResult();
    String unit = result.getScoreUnit();
    // Only benchmarks of batches count several operations in one call: its samples.
    unit = params.getOpsPerInvocation() > 1 ? unit.replace("ops/", "samples/") : unit;
    double error = result.getScoreError();
    // JMH has no error for fewer than three values.
    return new Row(
        name.toString(),
        number(result.getScore()),
        Double.isNaN(error) ? "unknown" : "± " + number(error),
        unit);
  }

  /** Without the package. */
  static String shortName(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  @Override
  public String toString() {
    return "%-32s %10s %10s  %s".formatted(name, score, error, unit);
  }
}
