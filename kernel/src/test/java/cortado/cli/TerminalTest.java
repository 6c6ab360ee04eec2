package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cortado.testing.Python;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session in a real terminal, which tmux draws and types into. */
@Tag("slow")
final class TerminalTest {
  private static final long PATIENCE_MS = 180_000;

  @TempDir Path folder;

  @Test
  void javaOfSeveralLinesAMenuAnInterruptedMagicATableAndTheEnd() throws Exception {
    assumeTrue(hasTmux(), "skipped: tmux is not installed");
    open("");

    type("int twice(int a) {");
    see("...>");
    type("return 2 * a; }");
    type("twice(21)");
    see("\n42");

    type("new java.awt.image.BufferedImage(4, 4, 1)");
    see("▀▀▀▀\nimage of 4 x 4 pixels");
    type("%load --example cells");
    see("zeros in kernels");
    type("%data cells --train 64 --test 16");
    see("SHA-256");
    keys("%prune 0.8 --gr", "Tab");
    see("--granularity");
    tmux("send-keys", "C-u");
    type("%prune 0.8 --epochs 500");
    see("░ 0 % · sparse80: epoch 1/500, loss");
    tmux("send-keys", "C-c");
    see("Interrupted.");
    type("%table");
    see("not measured");
    System.out.println(screen());

    tmux("send-keys", "C-d");
    for (long end = System.currentTimeMillis() + PATIENCE_MS; isOpen(); Thread.sleep(200)) {
      assertThat(System.currentTimeMillis()).as("the terminal stays open").isLessThan(end);
    }
    assertThat(Files.readString(folder.resolve(".cortado_history"))).contains("twice(21)");
  }

  @Test
  void aDumbTerminalGetsLinesAndNoPictures() throws Exception {
    assumeTrue(hasTmux(), "skipped: tmux is not installed");
    open("TERM=dumb ");
    type("new java.awt.image.BufferedImage(40, 40, 1)");
    see("\nimage of 40 x 40 pixels");
    type("%load --example cells");
    see("zeros in kernels");
    type("%history");
    see("variant     made from  recipe              zeros in kernels");
    tmux("send-keys", "C-d");
  }

  @Test
  void aLongTextIsReadPageByPage() throws Exception {
    assumeTrue(hasTmux(), "skipped: tmux is not installed");
    open("");
    type(
        "IntStream.range(100, 300).mapToObj(\"line %d\"::formatted).collect(Collectors.joining(\"\\n\"))");
    see("line 100");
    see("space turns the page");
    assertThat(screen()).doesNotContain("line 150");
    tmux("send-keys", "Space");
    see("line 150");
    assertThat(screen()).doesNotContain("line 250");
    keys("/line 250", "Enter");
    see("line 250");
    tmux("send-keys", "q");
    see("line 250");
    type("6 * 7");
    see("\n42");
    tmux("send-keys", "C-d");
  }

  /** tmux draws no sixels, so that this terminal is our own. */
  @Test
  void aPictureIsSentAsSixelsToWhoKnowsThem() throws Exception {
    Path script = folder.resolve("sixel_terminal.py");
    try (InputStream in = TerminalTest.class.getResourceAsStream("/sixel_terminal.py")) {
      Files.copy(in, script);
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Python.with("pty").toString(), script.toString()));
    command.addAll(repl());
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).isEqualTo("OK\n");
  }

  private void open(String environment) throws Exception {
    Path script = folder.resolve("repl.sh");
    String command = repl().stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
    Files.writeString(script, environment + command + "\n");
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", "sh '" + script + "'");
    see("cortado>");
  }

  private List<String> repl() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Dfile.encoding=UTF-8", "-Duser.home=" + folder, "-cp"));
    words.add(System.getProperty("java.class.path"));
    words.addAll(List.of(Main.class.getName(), "repl", "--workspace", folder + "/workspace"));
    return words;
  }

  private void type(String line) throws Exception {
    keys(line.replaceFirst(";$", "\\\\;"), "Enter"); // tmux itself reads a last semicolon
  }

  private void keys(String text, String key) throws Exception {
    tmux("send-keys", "-l", "--", text);
    tmux("send-keys", key);
  }

  private void see(String text) throws Exception {
    for (long end = System.currentTimeMillis() + PATIENCE_MS; !screen().contains(text); ) {
      assertThat(System.currentTimeMillis()).as("no '%s' in\n%s", text, screen()).isLessThan(end);
      Thread.sleep(200);
    }
  }

  private String screen() throws Exception {
    return tmux("capture-pane", "-p");
  }

  private boolean isOpen() throws Exception {
    return start("has-session").waitFor() == 0;
  }

  private static boolean hasTmux() {
    return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(p -> Files.isExecutable(Path.of(p, "tmux")));
  }

  private String tmux(String... words) throws Exception {
    Process p = start(words);
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as("tmux %s: %s", List.of(words), out).isZero();
    return out;
  }

  /** A server of its own, that ends with the session. */
  private Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", folder + "/socket"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
    return builder.start();
  }
}
