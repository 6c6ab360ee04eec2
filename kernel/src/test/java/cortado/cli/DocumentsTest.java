package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.data.Dataset;
import cortado.data.SyntheticCells;
import cortado.testing.Document;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation tells a reader to write, written as it stands there. */
@Tag("slow")
final class DocumentsTest {
  private static final int IMAGES = 5;
  private static final int SIZE = 128;

  @TempDir Path folder;

  @BeforeEach
  void aModelOfTheReaders() throws Exception {
    Cortado.Outcome made =
        new Cortado(folder)
            .run(
                "-e",
                "%load --example cells --as cells",
                "-e",
                "%export cells model.h5",
                "--workspace",
                "w");
    assertThat(made.status()).as(made.err()).isZero();
  }

  @Test
  void theJavaPageRunsFromItsFirstLineToItsLast() throws Exception {
    List<String> java = Document.of("docs/java.md").blocks("java");
    Files.writeString(folder.resolve("page.cortado"), String.join("\n", java) + "\nsaid\n");

    Cortado.Outcome run = new Cortado(folder).run("run", "page.cortado");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("\nconv_1\n", "100 % prune thin", "\nsmall tflite ", "Received: modle");
    assertThat(folder.resolve("small.tflite")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("all.csv"))).hasSizeGreaterThan(4);
  }

  @Test
  void theSessionOfTheReadmeRuns() throws Exception {
    writeImages();
    String lines =
        Document.of("README.md").blocks("").stream()
            .filter(b -> b.startsWith("%load model.h5"))
            .findFirst()
            .orElseThrow();
    Files.writeString(folder.resolve("script.cortado"), lines);

    Cortado.Outcome run = new Cortado(folder).run("run", "script.cortado");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(folder.resolve("small.tflite")).isNotEmptyFile();
  }

  @Test
  void theJavaInTheSentencesOfThePagesRuns() throws Exception {
    writeImages();
    List<String> lines = new ArrayList<>();
    lines.add("import cortado.data.ImageFolder;");
    lines.add("record Reading(String place) {}");
    lines.add("%load model.h5 --as model");
    lines.add("%data cells --train 4 --test 2");
    lines.add("%quantize int8");
    lines.add("var variant = session().newest();");
    int before = lines.size();
    for (Document page : Document.all()) {
      page.inline().stream()
          .filter(code -> code.matches("(showAs|session\\(\\)\\.|ImageFolder\\.)[^…]*\\)"))
          .forEach(lines::add);
    }
    assertThat(lines).hasSizeGreaterThan(before + 4);
    lines.add("new Reading(\"here\")");
    Files.write(folder.resolve("lines.cortado"), lines);

    Cortado.Outcome run = new Cortado(folder).run("run", "lines.cortado");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().toList()).contains("here").doesNotContain("Reading[place=here]");
  }

  /** On variants that have the names in them; lines that begin otherwise are answers. */
  @Test
  void theMagicsInTheFencesOfThePagesRun() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("%model unet --filters 4,4,8 --size 16 --as unet");
    lines.add("%data cells --train 8 --test 4 --size 16");
    lines.add("%quantize float16");
    lines.add("%prune 0.8 --epochs 0 --from unet");
    lines.add("%quantize int8 --as sparse80-int8");
    for (Document page : Document.all()) {
      if (page.name().startsWith("docs/") && !page.name().equals("docs/magics.md")) {
        // Each page begins with a float32 model, a new one.
        lines.add("%prune 0.1" + lines.size() + " --epochs 0 --from unet");
        for (String block : page.blocks("")) {
          block.lines().filter(l -> l.startsWith("%")).forEach(lines::add);
        }
      }
    }
    lines.add("%history");
    Files.write(folder.resolve("pages.cortado"), lines);

    Cortado.Outcome run = new Cortado(folder).run("run", "pages.cortado");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(run.out()).contains("Why unet-int8 is as it is", "aware", "sparse80-int8");
    assertThat(folder.resolve("sparse80-int8.cortado")).isNotEmptyFile();
  }

  private void writeImages() throws IOException {
    Dataset cells = SyntheticCells.create().train(IMAGES).test(1).size(SIZE).load();
    for (int i = 0; i < IMAGES; i++) {
      int at = i * SIZE * SIZE;
      write(cells.train().inputs().tensors().get(0).floats(), at, "image", i);
      write(cells.train().targets().tensors().get(0).floats(), at, "label", i);
    }
  }

  private void write(float[] gray, int at, String kind, int number) throws IOException {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int p = 0; p < SIZE * SIZE; p++) {
      image.getRaster().setSample(p % SIZE, p / SIZE, 0, Math.round(255 * gray[at + p]));
    }
    Path file = folder.resolve("images").resolve(kind).resolve(number + ".png");
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
