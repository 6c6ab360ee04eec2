package cortado.magic;

import cortado.report.Results;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "table",
    description = "Compares all variants and what they were measured to cost.",
    footer = {
      "",
      "Sizes are in MB of 10^6 bytes, RAM is the peak of a fresh process, latencies are in ms;",
      "smaller (gzip) and faster are ratios to the variant that a line of variants begins with.",
      "",
      "%%table",
      "%%table --csv results.csv"
    })
final class TableMagic implements Magic {
  private final MagicContext context;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also writes the plain numbers, in bytes and ms, as CSV.")
  private Path csv;

  TableMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Results results = new Results(context.session().rows());
    if (csv != null) {
      results.writeCsv(csv);
    }
    return results;
  }
}
