package cortado.faults;

import cortado.UserError;
import cortado.data.SyntheticCells;
import cortado.prune.Sparsity;
import cortado.session.MeasureOptions;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.workspace.Measured;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A process with a session that loads, sweeps, quantizes, measures and exports, and prints each
 * thing that it has finished. Started again, it goes on with what is missing. It reads lines:
 * {@code run} runs it once more, {@code close} closes its session, so that the next one is another.
 */
final class Script {
  private static final List<String> SPARSITIES = List.of("sparse30", "sparse60");
  private static final List<String> EXPORTS =
      List.of("net.h5", "net.keras", "net.safetensors", "net.tflite", "net");

  private final Session session;
  private final Path folder;
  private final PrintStream replies;

  private Script(Session session, Path folder, PrintStream replies) {
    this.session = session;
    this.folder = folder;
    this.replies = replies;
  }

  /**
   * @param args the folder: {@code net.h5} is in it, the workspace {@code ws} and what is exported
   *     go into {@code disk}
   */
  public static void main(String[] args) throws IOException {
    PrintStream replies = System.out;
    System.setOut(System.err);
    Path folder = Path.of(args[0]);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Session session = null;
    try {
      for (String line = "run"; line != null; line = lines.readLine()) {
        if (line.equals("close") && session != null) {
          session.close();
          session = null;
        } else if (line.equals("run")) {
          session = session == null ? open(folder, replies) : session;
          if (session != null) {
            new Script(session, folder, replies).run();
          }
        }
        replies.println("over");
      }
    } finally {
      if (session != null) {
        session.close();
      }
    }
  }

  private static Session open(Path folder, PrintStream replies) {
    try {
      return Session.open(folder.resolve("disk/ws"), Clock.systemUTC());
    } catch (UserError e) {
      replies.println("refused open: " + e.getMessage());
      return null;
    }
  }

  private void run() {
    step("data", () -> session.data(SyntheticCells.create().size(16).train(8).test(4).load()));
    step("load", this::load);
    step("sweep", this::sweep);
    quantize("float16");
    quantize("int8");
    step("measure sparse60", () -> measure("sparse60"));
    step("measure sparse60-int8", () -> measure("sparse60-int8"));
    EXPORTS.forEach(e -> step("export " + e, () -> export(e)));
  }

  /** What a user sees of a step: an error in one line, and the prompt again. */
  private void step(String name, Callable<?> work) {
    replies.println("begin " + name);
    long began = System.nanoTime();
    try {
      work.call();
      replies.println("took " + (System.nanoTime() - began) / 1_000_000 + " ms " + name);
    } catch (UserError e) {
      replies.println("refused " + name + ": " + e.getMessage());
    } catch (Exception | Error e) {
      replies.println("broke " + name + ": " + e);
      e.printStackTrace();
    }
  }

  private boolean has(String variant) {
    return session.variants().stream().anyMatch(v -> v.name().equals(variant));
  }

  private Object load() throws Exception {
    if (!has("net")) {
      session.load(folder.resolve("net.h5"), Optional.empty());
    }
    return kept("net");
  }

  private Object sweep() throws Exception {
    var levels = List.of(new Sparsity(0.3), new Sparsity(0.6));
    session.prune(PruneRequest.of(levels).from("net").withEpochs(1), SessionListener.SILENT);
    for (String s : SPARSITIES) {
      kept(s);
    }
    return SPARSITIES;
  }

  private void quantize(String scheme) {
    step(
        "quantize " + scheme,
        () -> {
          String name = "sparse60-" + scheme;
          if (!has(name)) {
            session.quantize(
                QuantizeRequest.of(scheme).from("sparse60").as(name), SessionListener.SILENT);
          }
          return kept(name);
        });
  }

  private Object measure(String name) {
    var variant = session.variant(name);
    if (session.measurements(variant).isEmpty()) {
      var options = MeasureOptions.DEFAULT.on(RuntimeId.TFLITE).withRuns(0, 2);
      for (Measured m : session.measure(List.of(variant), options, SessionListener.SILENT)) {
        if (!m.measurement().ok()) {
          throw UserError.because(m.measurement().status());
        }
      }
    }
    session.measurements(variant).forEach(m -> replies.println("measured " + name));
    return variant;
  }

  private Object export(String name) throws IOException {
    Path file = folder.resolve("disk").resolve(name);
    session.export(session.variant("sparse60"), file);
    replies.println("exported " + name + " " + Fingerprint.of(file));
    return file;
  }

  private Object kept(String name) throws Exception {
    replies.println("kept " + Kept.all(folder.resolve("disk/ws")).get(name));
    return name;
  }
}
