package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.display.MimeBundle;
import cortado.display.Renderer;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's names of layers and files reach a notebook as text, never as markup. */
final class WebSafetyTest {
  private static final String EVIL = "<img src=x onerror=alert(1)><script>alert(2)";

  @TempDir Path folder;
  private final Renderer renderer = new Renderer();
  private LazySession session;
  private Magics magics;

  @BeforeEach
  void open() {
    session = new LazySession(folder.resolve("workspace"));
    magics = new Magics(session);
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void namesOfLayersAndFilesAreEscapedInAllThatIsShown() throws IOException {
    shows("%load '" + model() + "' --as net");
    shows("%summary net", "&lt;img src=x onerror=alert(1)&gt;");
    Tensor images = Tensor.of(Shape.of(8, 16, 16, 1), new float[8 * 16 * 16]);
    Path file = folder.resolve("a" + EVIL + ".npy");
    Npy.write(file, images);
    shows("%data --inputs '" + file + "' --targets '" + file + "' --test 0.5");
    shows("%prune 0.5 --epochs 0 --as half");
    shows("%quantize int8 --as small");
    shows("%measure small --runs 1");
    for (String line :
        List.of(
            "%table",
            "%history",
            "%history small",
            "%summary small",
            "%check small --target edgetpu",
            "%explain small --runs 1",
            "%plot layers half",
            "%plot weights half",
            "%plot error small")) {
      shows(line);
    }
  }

  @Test
  void anErrorIsOneLineOfTextWithoutControlSequences() {
    assertThatThrownBy(() -> run("%load 'no\u001b[31m\n" + EVIL + ".h5'"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(EVIL)
        .hasMessageNotContainingAny("\u001b", "\n");
  }

  @Test
  void variantsHaveNamesOfLettersOnly() {
    assertThatThrownBy(() -> run("%model unet --filters 2,4 --size 16 --as '" + EVIL + "'"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("The name cannot be used");
  }

  @Test
  void figuresLoadNothingFromTheNetwork() throws IOException {
    run("%load '" + model() + "' --as net");
    String first = html(run("%plot weights net"));
    String second = html(run("%plot weights net"));

    assertThat(first.length()).isGreaterThan(second.length());
    assertThat(second).doesNotContain("http:", "https:", "url(", "import(");
    assertThat(first)
        .doesNotContain("<script src", "<link", "@import", "cdn.plot.ly", "cdnjs", "unpkg");
  }

  private Object run(String line) {
    return magics.run(line, new RecordingConsole());
  }

  private void shows(String line, String... parts) {
    RecordingConsole console = new RecordingConsole();
    Object value = magics.run(line, console);
    console.shown.forEach(v -> requireSafe(line, html(v)));
    String html = html(value);
    requireSafe(line, html);
    for (String part : parts) {
      assertThat(html).as(line).contains(part);
    }
  }

  private static void requireSafe(String line, String html) {
    assertThat(html).as(line).doesNotContain("<img src=x", "<script>alert");
  }

  private String html(Object value) {
    return String.valueOf(renderer.render(value).data().getOrDefault(MimeBundle.HTML, ""));
  }

  /** A Keras file whose convolutions have names that a browser would run. */
  private Path model() throws IOException {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(2, 4)), 3);
    Path file = folder.resolve("a" + EVIL + ".keras");
    KerasWriter.write(model, file);
    String layer = model.graph().layers().get(1).name();
    URI archive = URI.create("jar:" + file.toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of())) {
      Path config = zip.getPath("config.json");
      String evil = Files.readString(config).replace('"' + layer + '"', '"' + EVIL + '"');
      Files.writeString(config, evil);
    }
    return file;
  }
}
