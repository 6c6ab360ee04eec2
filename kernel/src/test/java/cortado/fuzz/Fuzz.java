package cortado.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs Jazzer, guided by coverage, in a process of its own. */
final class Fuzz {
  private static final Pattern DONE =
      Pattern.compile("#(\\d+)\\s+\\w+\\s+cov: (\\d+).*exec/s: (\\d+).*");
  private static final int TELLING = 60;

  private Fuzz() {}

  /**
   * What a run found.
   *
   * @param executions how many inputs were read
   * @param coverage how many edges of the code they took
   * @param output the last lines, which tell of a crash
   */
  record Outcome(FuzzTarget target, int status, long executions, long coverage, String output) {
    boolean ok() {
      return status == 0;
    }

    @Override
    public String toString() {
      return String.format(
          "fuzz %s: %,d executions, %,d edges, %s",
          target.word(), executions, coverage, ok() ? "nothing found" : "FOUND:\n" + output);
    }
  }

  /**
   * {@code TARGET|all SECONDS}: fuzzes and prints what was found; the inputs that reached new code
   * stay in {@code kernel/target/fuzz}, for the next time.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of("kernel/target/fuzz");
    int found = 0;
    for (FuzzTarget t : FuzzTarget.values()) {
      if (args[0].equals("all") || args[0].equals(t.word())) {
        Outcome o = run(t, Integer.parseInt(args[1]), folder);
        System.out.println(o);
        found += o.ok() ? 0 : 1;
      }
    }
    System.exit(found);
  }

  /**
   * Fuzzes one target.
   *
   * @param folder where inputs and crashes are kept
   */
  static Outcome run(FuzzTarget target, int seconds, Path folder)
      throws IOException, InterruptedException {
    Path own = folder.resolve(target.word()).toAbsolutePath();
    Path seeds = own.resolve("seeds");
    if (!Files.exists(seeds)) {
      Files.createDirectories(seeds);
      Files.createDirectories(own.resolve("corpus"));
      new Seeds(seeds).write(target);
    }
    Process jazzer =
        new ProcessBuilder(command(target, seconds, own))
            .directory(own.toFile())
            .redirectErrorStream(true)
            .start();
    List<String> last = new ArrayList<>();
    long executions = 0;
    long coverage = 0;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(jazzer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String l = lines.readLine(); l != null; l = lines.readLine()) {
        Matcher m = DONE.matcher(l);
        if (m.matches()) {
          executions = Long.parseLong(m.group(1));
          coverage = Long.parseLong(m.group(2));
        } else {
          last.add(l);
        }
      }
    }
    int status = jazzer.waitFor();
    List<String> telling = last.subList(Math.max(0, last.size() - TELLING), last.size());
    return new Outcome(target, status, executions, coverage, String.join("\n", telling));
  }

  private static List<String> command(FuzzTarget target, int seconds, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1500m",
        "-Xss1m",
        "-XX:+UseSerialGC",
        "-XX:-OmitStackTraceInFastThrow",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.mainClass(),
        "--instrumentation_includes=cortado.**:io.jhdf.**:org.dflib.**",
        "--custom_hook_includes=cortado.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-max_total_time=" + seconds,
        "-max_len=" + target.longest(),
        // The first input waits for the instrumenting of all classes; Bounds judges the others.
        "-timeout=1200",
        "-rss_limit_mb=2500",
        "-print_final_stats=1",
        folder.resolve("corpus").toString(),
        folder.resolve("seeds").toString());
  }
}
