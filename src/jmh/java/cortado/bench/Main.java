package cortado.bench;

import cortado.UserError;
import cortado.measure.Environment;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks whose names match a pattern, prints a table of them and keeps JMH's own
 * results and output in files.
 */
public final class Main {
  private final CommandLineOptions options;
  private final Path folder;
  private final List<RunResult> results = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  private Main(CommandLineOptions options, Path folder) {
    this.options = options;
    this.folder = folder;
  }

  /** Arguments: the folder of the files, then a pattern and options as JMH takes them. */
  public static void main(String[] args) throws IOException {
    List<String> given = List.of(args).subList(1, args.length);
    try {
      CommandLineOptions options = new CommandLineOptions(given.toArray(String[]::new));
      if (options.shouldHelp()) {
        System.out.println(
            "cortado bench [PATTERN] [options], where the options are those of JMH:");
        options.showHelp();
        return;
      }
      new Main(options, Path.of(args[0])).run();
    } catch (CommandLineOptionException e) {
      fail(UserError.because(e.getMessage()).next("cortado bench -h"));
    } catch (UserError e) {
      fail(e);
    }
  }

  private static void fail(UserError e) {
    System.err.println("cortado: " + e.getMessage());
    System.exit(1);
  }

  private void run() throws IOException {
    Path log = folder.resolve("bench.log");
    try (PrintStream stream = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      OutputFormat output = OutputFormatFactory.createFormatInstance(stream, VerboseMode.NORMAL);
      List<String> names = chosen(output);
      System.out.println(machine() + System.lineSeparator());
      System.out.println(Row.HEADER);
      names.forEach(name -> run(name, names, output));
    }
    Path json = folder.resolve("bench.json");
    try (PrintStream stream = new PrintStream(json.toFile(), StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
    }
    System.out.println();
    System.out.println("Short runs are noisy: trust ratios within one run, not single figures.");
    System.out.println("Error: half of the 99.9 % confidence interval. All values: " + json);
    if (!failed.isEmpty()) {
      throw UserError.because("Failed: " + String.join(", ", failed)).next("see " + log);
    }
  }

  private List<String> chosen(OutputFormat output) {
    List<String> all = find(output, List.of());
    List<String> chosen;
    try {
      chosen = find(output, options.getIncludes().stream().map(p -> "(?i)" + p).toList());
    } catch (PatternSyntaxException e) {
      throw UserError.because("The pattern is no regular expression", e)
          .received(String.join(" ", options.getIncludes()));
    }
    if (chosen.isEmpty()) {
      throw UserError.because("No benchmark has such a name")
          .received(String.join(" ", options.getIncludes()))
          .allowed(String.join(", ", all.stream().map(Row::shortName).toList()));
    }
    return chosen;
  }

  private List<String> find(OutputFormat output, List<String> patterns) {
    return BenchmarkList.defaultList().find(output, patterns, options.getExcludes()).stream()
        .map(BenchmarkListEntry::getUsername)
        .distinct()
        .toList();
  }

  private void run(String name, List<String> names, OutputFormat output) {
    OptionsBuilder one = new OptionsBuilder();
    one.parent(options).include(exactly(name)).shouldFailOnError(true);
    // As the pattern that was given stands beside the name, all that it chose would run.
    names.stream().filter(n -> !n.equals(name)).forEach(n -> one.exclude(exactly(n)));
    try {
      for (RunResult result : new Runner(one, output).run()) {
        results.add(result);
        System.out.println(Row.of(result));
      }
    } catch (RunnerException e) {
      failed.add(Row.shortName(name));
    }
  }

  private static String exactly(String name) {
    return "^" + Pattern.quote(name) + "$";
  }

  private static String machine() {
    Environment here = Environment.here("", Instant.now());
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s, %s, load %.1f",
        here.cpu(),
        here.cores(),
        here.os(),
        here.jvm(),
        load);
  }
}
