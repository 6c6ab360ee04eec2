package cortado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of a script from its start to its end, and what it has printed. */
final class Life implements AutoCloseable {
  private static final long MOST_SECONDS = 300;

  private final Process process;
  private final Path replies;
  private final Path errors;
  private int told;

  private Life(Process process, Path replies, Path errors) {
    this.process = process;
    this.replies = replies;
    this.errors = errors;
  }

  /** Begins one of {@link Script}. */
  static Life begin(Path folder) throws IOException {
    return begin(Script.class, folder);
  }

  /**
   * Begins one.
   *
   * @param folder as the script's {@code main} takes it
   */
  static Life begin(Class<?> script, Path folder) throws IOException {
    Path replies = Files.createTempFile(folder, "replies", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                script.getName(),
                folder.toString())
            .redirectOutput(replies.toFile())
            .redirectError(errors.toFile())
            .start();
    return new Life(process, replies, errors);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it ends itself or so much time is over; tells whether it still runs. */
  boolean runsAfter(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Ends it as {@code kill -9} does; what it started itself must notice and end, too. */
  void kill() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      for (int i = 0; i < 100 && child.isAlive(); i++) {
        Thread.sleep(100);
      }
      assertThat(child.isAlive()).as("the measuring process outlives its parent").isFalse();
    }
  }

  /** Waits until it has done what it was told; the first run is told by beginning it. */
  void await() throws IOException, InterruptedException {
    told++;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (lines("over").size() < told) {
      assertThat(process.isAlive()).as(() -> "still alive: " + text(errors)).isTrue();
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** Has it {@code run} or {@code close}, and waits until that is done. */
  void tell(String line) throws IOException, InterruptedException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    await();
  }

  /** Has it end when the script was run, without another line. */
  void isLast() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits for its end. */
  void finish() throws IOException, InterruptedException {
    isLast();
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(text(errors)).isZero();
  }

  /** The rests of the lines that begin with a word; a line without its end does not count. */
  List<String> lines(String word) throws IOException {
    String all = Files.readString(replies);
    return all.substring(0, all.lastIndexOf('\n') + 1)
        .lines()
        .filter(l -> l.equals(word) || l.startsWith(word + " "))
        .map(l -> l.substring(word.length()).strip())
        .toList();
  }

  /** The step that it was at. */
  String stage() throws IOException {
    List<String> begun = lines("begin");
    return begun.isEmpty() ? "open" : begun.get(begun.size() - 1);
  }

  /** How long each step took that came to its end, in ms. */
  Map<String, Long> durations() throws IOException {
    Map<String, Long> all = new LinkedHashMap<>();
    for (String line : lines("took")) {
      String[] parts = line.split(" ms ");
      all.put(parts[1], Long.parseLong(parts[0]));
    }
    return all;
  }

  String errors() {
    return text(errors);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(replies);
    Files.deleteIfExists(errors);
  }
}
