package cortado.measure;

import cortado.UserError;
import cortado.measure.worker.Main;
import cortado.measure.worker.Phase;
import cortado.measure.worker.Wire;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures artifacts, each in a fresh virtual machine that does nothing else. */
public final class Measurer {
  /** The samples of a test set and their outputs are not on the heap. */
  private static final int HEAP_MB = 512;

  private final Clock clock;
  private final String mainClass;

  public Measurer(Clock clock) {
    this(clock, Main.class.getName());
  }

  /** With another main class, which speaks the worker's protocol. */
  Measurer(Clock clock, String mainClass) {
    this.clock = clock;
    this.mainClass = mainClass;
  }

  /**
   * Measures. Whatever befalls the child is told in the status of the result.
   *
   * @param listener is told each phase as it begins; what it throws ends the child
   * @throws CancellationException if this thread is interrupted, which it then is no more; the
   *     child is killed
   * @throws UserError if no process can be started
   */
  public Measurement measure(MeasureRequest request, Consumer<Phase> listener) {
    Figures figures = new Figures();
    String status = run(Orders.of(request), request.timeLimit(), figures, listener);
    return measurement(request, figures, status);
  }

  /**
   * Computes samples in a child process, so that whatever befalls it leaves this one alone.
   *
   * @param threads of one inference
   * @throws CancellationException as {@link #measure} does
   * @throws UserError if the child did not come to its end, saying how it ended
   */
  public void predict(
      String runtime, Path artifact, int threads, MeasureRequest.TestSet samples, Duration limit) {
    String order = Orders.of(runtime, artifact, threads, samples);
    String status = run(order, limit, new Figures(), phase -> {});
    if (!status.equals(Measurement.OK)) {
      throw UserError.because("The process that computed the outputs " + status)
          .received(artifact.getFileName());
    }
  }

  /**
   * Measures, and finds out where the time goes. Whatever befalls the child is told in the status.
   *
   * @param listener as for {@link #measure}
   * @throws CancellationException as {@link #measure} does
   * @throws UserError if no process can be started
   */
  public Profiled profile(ProfileRequest request, Consumer<Phase> listener) {
    Figures figures = new Figures();
    String status = run(Orders.of(request), request.costs().timeLimit(), figures, listener);
    return new Profiled(measurement(request.costs(), figures, status), figures.operators());
  }

  private String run(String order, Duration limit, Figures figures, Consumer<Phase> listener) {
    long deadline = System.nanoTime() + limit.toNanos();
    LastWords chatter = new LastWords();
    Path scratch = null;
    try {
      scratch = Files.createTempDirectory("cortado-measure");
      try (Child child = Child.start(command(scratch), order)) {
        boolean ended = listen(child, figures, chatter, deadline, listener);
        Optional<Integer> exit =
            ended ? child.exit(deadline - System.nanoTime()) : Optional.empty();
        String words =
            chatter.telling().isEmpty() ? child.lastWords().telling() : chatter.telling();
        return new Ending(figures, exit, limit, HEAP_MB, words).status();
      }
    } catch (IOException e) {
      throw UserError.because("Cannot start a process to measure in (" + e + ")", e);
    } catch (InterruptedException e) {
      CancellationException cancelled = new CancellationException("measuring was interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } finally {
      delete(scratch);
    }
  }

  private Measurement measurement(MeasureRequest request, Figures figures, String status) {
    return new Measurement(
        status,
        FileSize.raw(request.artifact()),
        figures.bytes("rss_bytes"),
        figures.bytes("rss_runtime_bytes"),
        figures.milliseconds("latency_median_ms"),
        figures.milliseconds("latency_p95_ms"),
        request.threads(),
        figures.text("rss_unknown"),
        Environment.here(figures.text("runtime_version").orElse(""), clock.instant()));
  }

  /** Whether the output ended before the deadline. */
  private static boolean listen(
      Child child, Figures figures, LastWords chatter, long deadline, Consumer<Phase> listener)
      throws InterruptedException {
    while (true) {
      Optional<String> line = child.nextLine(deadline - System.nanoTime());
      if (line == null) {
        return false;
      } else if (line.isEmpty()) {
        return true;
      }
      Optional<Wire> wire = Wire.reply(line.get());
      if (wire.isEmpty()) {
        chatter.add(line.get());
      } else if (figures.take(wire.get())) {
        listener.accept(figures.phase());
      }
    }
  }

  private ProcessBuilder command(Path scratch) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms16m",
            "-Xmx" + HEAP_MB + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + scratch.resolve("crash.log"),
            "-cp",
            classPath(),
            mainClass);
    builder.directory(scratch.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  // The child works in another folder, so entries that are relative would lead nowhere.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(e -> Path.of(e).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path p : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(p);
      }
    } catch (IOException e) {
      // A leftover in the system's folder of temporary files harms nobody.
    }
  }
}
