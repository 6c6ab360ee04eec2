package cortado.tensorflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keras' training in a child process that waits between its epochs. */
final class KerasEpochs implements Contestant {
  private final String name;
  private final Process process;
  private final BufferedReader seconds;
  private final Writer epochs;

  private KerasEpochs(String name, Process process) {
    this.name = name;
    this.process = process;
    this.seconds = process.inputReader(StandardCharsets.UTF_8);
    this.epochs = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts the process.
   *
   * @param oneDnn whether TensorFlow is told to use oneDNN; where not, it decides for itself
   */
  static KerasEpochs start(String name, List<String> command, boolean oneDnn) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("TF_ENABLE_ONEDNN_OPTS");
    if (oneDnn) {
      builder.environment().put("TF_ENABLE_ONEDNN_OPTS", "1");
    }
    return new KerasEpochs(oneDnn ? name + " with oneDNN" : name, builder.start());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double epochSeconds() {
    try {
      epochs.write('\n');
      epochs.flush();
      String line = seconds.readLine();
      if (line == null) {
        throw new IllegalStateException(name + " ended; its message is above");
      }
      return Double.parseDouble(line);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " ended; its message is above", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
