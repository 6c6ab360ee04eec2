package cortado.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, as a user runs it. */
final class Cortado {
  private static final long MOST_SECONDS = 300;

  private final Path folder;

  /**
   * @param folder where it runs and where its workspace is
   */
  Cortado(Path folder) {
    this.folder = folder;
  }

  /** What a run left behind. */
  record Outcome(int status, String out, String err) {}

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), "", arguments);
  }

  Outcome run(List<String> flags, String input, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> command = command(flags, arguments);
    Process p = start(command, out, err);
    try (var in = p.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!p.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      p.destroyForcibly();
      throw new AssertionError("still running after " + MOST_SECONDS + " s: " + command);
    }
    return new Outcome(p.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Starts it without waiting for its end; what it prints is lost. */
  Process start(String... arguments) throws IOException {
    Path nowhere = Files.createTempFile(folder, "lost", ".txt");
    return start(command(List.of(), arguments), nowhere, nowhere);
  }

  private Process start(List<String> command, Path out, Path err) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  private static List<String> command(List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
