package cortado.bench.large;

import static cortado.bench.large.StepReport.step;
import static cortado.workspace.SessionListener.SILENT;

import cortado.UserError;
import cortado.graph.Model;
import cortado.keras.KerasWriter;
import cortado.measure.Environment;
import cortado.ops.ModelSummary;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads, prunes, quantizes and exports a model that is larger than the heap, and prints how long
 * each step takes and what memory, as a table in Markdown. Everything it writes is deleted.
 */
public final class LargeModels {
  private static final double GB = 1e9;
  private static final long DISK_BYTES = 2_000_000_000;

  /** At a time there are two variants, a quantized one of half the size, exports. */
  private static final double ROOM = 5.7;

  private static final List<String> OTHERS = List.of("keras", "safetensors");

  private final Path folder;
  private final long bytes;

  private LargeModels(Path folder, long bytes) {
    this.folder = folder;
    this.bytes = bytes;
  }

  /** Arguments: the size in GB, 10 if it is not given, and a folder on the disk to measure. */
  public static void main(String[] args) throws IOException {
    try {
      double gb = args.length > 0 ? Double.parseDouble(args[0]) : 10;
      Path parent =
          args.length > 1 ? Path.of(args[1]) : Path.of(System.getProperty("java.io.tmpdir"));
      Path folder = Files.createTempDirectory(parent, "cortado-large-");
      try {
        new LargeModels(folder, (long) (gb * GB)).run();
      } finally {
        delete(folder);
      }
    } catch (NumberFormatException e) {
      fail(UserError.because("The size is no number").received(args[0]).allowed("GB, such as 10"));
    } catch (UserError e) {
      fail(e);
    }
  }

  private static void fail(UserError e) {
    System.err.println("cortado: " + e.getMessage());
    System.exit(1);
  }

  private void run() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < ROOM * bytes) {
      throw UserError.because("The disk has too little room for this benchmark")
          .received("%.1f GB free".formatted(free / GB))
          .allowed("%.1f GB".formatted(ROOM * bytes / GB))
          .next("cortado bench large 3");
    }
    Model model = LargeModel.of(bytes);
    Environment here = Environment.here("", Instant.now());
    System.out.printf(
        Locale.ROOT,
        "%s, %d cores, %s, %s, heap of %.0f MB. A model of %.2f GB in %d layers.%n",
        here.cpu(),
        here.cores(),
        here.os(),
        here.jvm(),
        Runtime.getRuntime().maxMemory() / 1e6,
        4 * model.weights().parameters() / GB,
        model.graph().layers().size());
    disk();
    Path h5 = folder.resolve("large.h5");
    StepReport.begin(".h5");
    step(
        "write a file to begin with",
        0,
        bytes,
        () -> {
          KerasWriter.write(model, h5);
          return h5;
        });
    steps(h5, OTHERS);
    for (String other : OTHERS) {
      StepReport.begin("." + other);
      steps(folder.resolve("large." + other), List.of());
    }
  }

  private void disk() throws IOException {
    Path file = folder.resolve("disk");
    double write = Disk.write(file, DISK_BYTES);
    double read = Disk.read(file);
    Files.delete(file);
    System.out.printf(
        Locale.ROOT,
        "%nThe disk by itself, one file of %.0f GB: writes %.0f MB/s, reads %.0f MB/s.%n",
        DISK_BYTES / GB,
        DISK_BYTES / 1e6 / write,
        DISK_BYTES / 1e6 / read);
  }

  /** Does all that a session does with a file, which is deleted once it is loaded. */
  private void steps(Path source, List<String> others) throws IOException {
    String name = source.getFileName().toString();
    Path workspace = folder.resolve("workspace");
    try (Session session = Session.open(workspace, Clock.systemUTC())) {
      Disk.forget(source);
      Variant large =
          step("%load " + name, bytes, bytes, () -> session.load(source, Optional.empty()));
      Files.delete(source);
      step("%summary", 0, 0, () -> ModelSummary.of(large.model()));
      PruneRequest half = PruneRequest.of(0.5).withEpochs(0).as("half");
      Variant pruned =
          step("%prune 0.5 --epochs 0", bytes, bytes, () -> session.prune(half, SILENT)).get(0);
      step("%table", 0, 0, session::rows);
      Variant small =
          step(
              "%quantize float16",
              bytes,
              bytes / 2,
              () -> session.quantize(QuantizeRequest.of("float16").from("half"), SILENT));
      export(session, pruned, bytes, "out" + name.substring(name.lastIndexOf('.')));
      export(session, small, bytes / 2, "out.tflite");
      for (String ending : others) {
        Path file = folder.resolve("large." + ending);
        step("%export large ." + ending, bytes, bytes, () -> session.export(large, file));
      }
    } finally {
      delete(workspace);
    }
  }

  private void export(Session session, Variant variant, long size, String name) throws IOException {
    Path file = folder.resolve(name);
    step("%export " + variant.name() + " " + name, size, size, () -> session.export(variant, file));
    Files.delete(file);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
