package cortado.faults;

import cortado.data.SyntheticCells;
import cortado.graph.UNet;
import cortado.session.MeasureOptions;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/**
 * A process that prunes, quantizes and measures a tiny network again and again, and prints after
 * each round what it holds: {@code RSS in kB, native objects, open files, mapped files}.
 */
final class Soak {
  private static final int ROUNDS_OF_A_SESSION = 25;
  private static final int ROUNDS_TO_A_TRAINING = 5;
  private static final int WAIT_MILLIS = 50;

  private Soak() {}

  /**
   * @param args a folder, and how many rounds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    for (int done = 0; done < rounds; ) {
      try (Session session = Session.open(folder.resolve("ws" + done), Clock.systemUTC())) {
        session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 7, Optional.of("net"));
        session.data(SyntheticCells.create().size(16).train(8).test(4).load());
        for (int i = 0; i < ROUNDS_OF_A_SESSION && done < rounds; i++, done++) {
          round(session, done);
          System.out.println(held(folder));
        }
      }
    }
  }

  private static void round(Session session, int n) {
    int epochs = n % ROUNDS_TO_A_TRAINING == 0 ? 1 : 0;
    Variant sparse =
        session
            .prune(
                PruneRequest.of(0.5).from("net").withEpochs(epochs).as("sparse" + n),
                SessionListener.SILENT)
            .get(0);
    Variant small =
        session.quantize(QuantizeRequest.of("int8").from(sparse.name()), SessionListener.SILENT);
    var options = MeasureOptions.DEFAULT.on(RuntimeId.TFLITE).withRuns(0, 2);
    session.measure(List.of(small), options, SessionListener.SILENT);
  }

  private static String held(Path folder) throws IOException, InterruptedException {
    // What only waits for the collector, and for the thread that unmaps files, is not held.
    System.gc();
    Thread.sleep(WAIT_MILLIS);
    String rss =
        Files.readString(Path.of("/proc/self/status"))
            .replaceAll("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1");
    long mapped =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(l -> l.contains(folder.toString()))
            .count();
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return rss + " " + Pointer.totalCount() + " " + open.count() + " " + mapped;
    }
  }
}
