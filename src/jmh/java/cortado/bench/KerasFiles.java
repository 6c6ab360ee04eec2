package cortado.bench;

import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.keras.KerasWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A Keras file of 2 MB: read from the page cache, written through to the disk. */
public class KerasFiles extends ShortRun {
  private Model model;
  private Path read;
  private Path written;

  @Setup
  public void writeFile() throws IOException {
    model = Subject.model();
    read = Files.createTempFile("cortado-bench-", ".h5");
    written = Files.createTempFile("cortado-bench-", ".h5");
    KerasWriter.write(model, read);
  }

  @TearDown
  public void deleteFiles() throws IOException {
    Files.delete(read);
    Files.delete(written);
  }

  @Benchmark
  public Model read() {
    return KerasReader.read(read);
  }

  @Benchmark
  public void write() {
    KerasWriter.write(model, written);
  }
}
