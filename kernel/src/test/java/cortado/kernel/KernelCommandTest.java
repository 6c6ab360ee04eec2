package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import cortado.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class KernelCommandTest {
  @TempDir Path prefix;

  private int run(String... args) {
    CommandLine command = new CommandLine(new KernelCommand());
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(new StringWriter()));
    return command.execute(args);
  }

  @Test
  void installsOverAnOldOneAndUninstallsCleanly() throws IOException {
    Path folder = prefix.resolve("share/jupyter/kernels/cortado");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("left-by-an-old-version.txt"), "old");

    assertThat(run("install", "--prefix", prefix.toString())).isZero();

    assertThat(folder).isDirectoryContaining("glob:**kernel.json");
    assertThat(folder.resolve("left-by-an-old-version.txt")).doesNotExist();
    assertThat(ImageIO.read(folder.resolve("logo-64x64.png").toFile()).getWidth()).isEqualTo(64);
    JsonObject spec =
        JsonParser.parseString(Files.readString(folder.resolve("kernel.json"))).getAsJsonObject();
    assertThat(spec.get("interrupt_mode").getAsString()).isEqualTo("message");
    assertThat(Path.of(spec.getAsJsonArray("argv").get(0).getAsString()))
        .isAbsolute()
        .isExecutable();

    assertThat(run("uninstall", "--prefix", prefix.toString())).isZero();
    assertThat(folder.getParent()).isEmptyDirectory();
    assertThat(run("uninstall", "--prefix", prefix.toString())).isNotZero();
    assertThat(run("install", "--prefix", "a", "--user")).isNotZero();
  }

  @Test
  void knowsWhereJupyterLooks() {
    Path home = Path.of("/home/ada");
    assertThat(new KernelsFolder(Map.of(), home, "Linux").ofUser())
        .isEqualTo(Path.of("/home/ada/.local/share/jupyter/kernels"));
    assertThat(new KernelsFolder(Map.of(), home, "Mac OS X").ofUser())
        .isEqualTo(Path.of("/home/ada/Library/Jupyter/kernels"));
    assertThat(new KernelsFolder(Map.of("JUPYTER_DATA_DIR", "/j"), home, "Linux").ofUser())
        .isEqualTo(Path.of("/j/kernels"));
    assertThat(new KernelsFolder(Map.of("VIRTUAL_ENV", "/venv"), home, "Linux").ofEnvironment())
        .isEqualTo(Path.of("/venv/share/jupyter/kernels"));
    assertThatThrownBy(() -> new KernelsFolder(Map.of(), home, "Linux").ofEnvironment())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--prefix");
  }
}
