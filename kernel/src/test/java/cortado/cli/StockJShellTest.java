package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's own jshell with the startup script of this project. */
@Tag("slow")
final class StockJShellTest {
  private static final long MOST_SECONDS = 240;

  @TempDir Path folder;

  private String jshell(String... lines) throws Exception {
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "-s",
                "--class-path",
                System.getProperty("java.class.path"),
                "--startup",
                Path.of("..", "scripts", "cortado.jsh").toAbsolutePath().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("CORTADO_WORKSPACE", folder.resolve("workspace").toString());
    Process p = builder.start();
    try (var in = p.getOutputStream()) {
      in.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(p.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as(Files.readString(out)).isTrue();
    return Files.readString(out);
  }

  @Test
  void magicsAreMethodsAndErrorsSayWhatToDo() throws Exception {
    String shown =
        jshell(
            "model(\"unet --filters 2,4 --size 16 --as tiny\")",
            "prune(0.5, \"--epochs 0\")",
            "table()",
            "Variant pruned = (Variant) magic(\"prune 0.8 --epochs 0\");",
            "System.out.println(\"parent: \" + pruned.parent().get());",
            "prune(2)",
            "System.out.println(\"newest: \" + session().newest().name());",
            "/exit");
    assertThat(shown)
        .contains("Variant sparse50", "prune 0.5, no fine-tuning", "parent: sparse50")
        .contains(
            "Exception cortado.UserError: The sparsity is out of range. Received: 2.0."
                + " Allowed: [0, 1). Next: %prune 0.02")
        .doesNotContain("Sparsity.java")
        .contains("newest: sparse80");
  }
}
