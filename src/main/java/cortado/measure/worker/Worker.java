package cortado.measure.worker;

import cortado.UserError;
import cortado.tensor.BatchPrediction;
import cortado.tensor.MappedNpy;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Carries out one order, telling each figure as soon as it is known. */
public final class Worker {
  private final BufferedReader in;
  private final PrintStream out;
  private final Function<String, WorkerRuntime> runtimes;

  public Worker(InputStream in, PrintStream out, Function<String, WorkerRuntime> runtimes) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
    this.runtimes = runtimes;
  }

  /** The exit status: 0, or 1 after a failure that was told. */
  public int run() {
    try {
      Order order = Order.read(in);
      endWithParent();
      measure(order);
      tell("done", "1");
      return 0;
    } catch (UserError e) {
      return failed(e.getMessage(), e);
    } catch (LinkageError e) {
      return failed("a library is missing or does not fit this machine (" + brief(e) + ")", e);
    } catch (InternalError e) { // how the JVM tells of memory over a file that the file lacks
      return failed("a disk is full, or a file became shorter (" + brief(e) + ")", e);
    } catch (IOException | RuntimeException e) {
      return failed(brief(e), e);
    }
  }

  private void measure(Order order) throws IOException {
    tell("phase", Phase.RUNTIME.name());
    WorkerRuntime runtime = runtimes.apply(order.text("runtime"));
    tell("runtime_version", runtime.load());
    tellPeak("rss_runtime_bytes");
    tell("phase", Phase.FIRST_INFERENCE.name());
    List<Tensor> inputs = new ArrayList<>();
    for (var path : order.paths("input")) {
      inputs.add(Npy.read(path));
    }
    try (Predictor predictor = runtime.open(order.path("artifact"), order.number("threads"))) {
      if (!inputs.isEmpty()) {
        predictor.predict(inputs);
        tellPeak("rss_bytes");
        tell("phase", Phase.TIMING.name());
        time(predictor, inputs, order.number("warmups"), order.number("runs"));
      }
      if (order.has("test")) {
        tell("phase", Phase.TEST_SET.name());
        predict(predictor, order);
      }
    }
    if (order.has("profile")) {
      tell("phase", Phase.OPERATORS.name());
      runtime
          .profile(
              order.path("artifact"),
              order.number("threads"),
              inputs,
              order.number("warmups"),
              order.number("profile"))
          .forEach(line -> tell("operator", line));
    }
  }

  private static List<Tensor> mapped(List<Path> files) {
    List<Tensor> tensors = new ArrayList<>();
    files.forEach(file -> tensors.add(Npy.map(file)));
    return tensors;
  }

  /** The samples and the outputs stay in their files, off the heap. */
  private static void predict(Predictor predictor, Order order) {
    List<Tensor> samples = mapped(order.paths("test"));
    List<Path> predictions = order.paths("predictions");
    new BatchPrediction(predictor, order.number("batch"))
        .of(samples, (i, type, shape) -> MappedNpy.create(file(predictions, i), type, shape));
  }

  private static Path file(List<Path> predictions, int output) {
    if (output >= predictions.size()) {
      throw new IllegalStateException("the model has more outputs than " + predictions.size());
    }
    return predictions.get(output);
  }

  private void time(Predictor predictor, List<Tensor> inputs, int warmups, int runs) {
    for (int i = 0; i < warmups; i++) {
      predictor.predict(inputs);
    }
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      predictor.predict(inputs);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    double median = (nanos[(runs - 1) / 2] + nanos[runs / 2]) / 2.0;
    tell("latency_median_ms", Double.toString(median / 1e6));
    // Nearest rank: the smallest time that at least 95 % of the runs did not exceed.
    tell("latency_p95_ms", Double.toString(nanos[(95 * runs + 99) / 100 - 1] / 1e6));
  }

  private void tellPeak(String key) throws IOException {
    if (PeakMemory.isKnown()) {
      tell(key, Long.toString(PeakMemory.bytes()));
    } else {
      tell("rss_unknown", "peak memory is known on Linux only");
    }
  }

  private void tell(String key, String value) {
    out.println(new Wire(key, value).asReply());
    out.flush();
  }

  private int failed(String message, Throwable cause) {
    cause.printStackTrace();
    tell("failed", message);
    return 1;
  }

  private static String brief(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (in.read() >= 0) {
                  // Nothing more is expected; only the end matters.
                }
              } catch (IOException e) {
                // A broken pipe is an end, too.
              }
              Runtime.getRuntime().halt(2);
            },
            "parent watch");
    watch.setDaemon(true);
    watch.start();
  }
}
