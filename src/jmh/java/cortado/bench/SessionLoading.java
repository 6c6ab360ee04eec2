package cortado.bench;

import cortado.keras.KerasWriter;
import cortado.session.Session;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A Keras file of 2 MB taken into a session that was just opened, through to the disk. */
public class SessionLoading extends ShortRun {
  private Path folder;
  private Path file;
  private Session session;

  @Setup
  public void writeFile() throws IOException {
    folder = Files.createTempDirectory("cortado-bench-");
    file = folder.resolve("unet.h5");
    KerasWriter.write(Subject.model(), file);
  }

  @Setup(Level.Invocation)
  public void open() {
    session = Session.open(folder.resolve("workspace"), Clock.systemUTC());
  }

  @Benchmark
  public Variant load() {
    return session.load(file, Optional.empty());
  }

  @TearDown(Level.Invocation)
  public void close() throws IOException {
    session.close();
    delete(session.workspace());
  }

  @TearDown
  public void deleteFile() throws IOException {
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : all) {
      Files.delete(p);
    }
  }
}
