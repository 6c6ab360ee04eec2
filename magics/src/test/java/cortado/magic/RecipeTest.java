package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.report.History;
import cortado.workspace.Variant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recipes that are written, and what is made by them. */
final class RecipeTest {
  private static final String DATA = "%data cells --train 8 --test 4 --size 16";

  @TempDir Path folder;

  private interface Use {
    void with(Magics magics) throws Exception;
  }

  private void session(String name, Use use) throws Exception {
    try (LazySession session = new LazySession(folder.resolve(name))) {
      use.with(new Magics(session));
    }
  }

  private static Object run(Magics magics, String line) {
    return magics.run(line, new RecordingConsole());
  }

  private static void run(Magics magics, Path script) throws Exception {
    for (String line : Files.readAllLines(script)) {
      if (!line.startsWith("//")) {
        run(magics, line);
      }
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  @Test
  void whatIsRebuiltFromARecipeHasTheSameBytes() throws Exception {
    session(
        "first",
        m -> {
          run(m, "%model unet --filters 2,4 --size 16 --as tiny");
          run(m, "%export tiny '" + file("tiny.h5") + "'");
          run(m, "%load '" + file("tiny.h5") + "' --as start");
          run(m, DATA);
          run(m, "%prune 0.4,0.7 --epochs 2 --chain --distill --until loss<=0.9x --augment flip");
          run(m, "%quantize int8 --skip mask --as int8");
          run(m, "%quantize int8 --aware --epochs 1 --from sparse70 --as aware");
          for (String name : List.of("int8", "aware")) {
            run(m, "%export " + name + " '" + file(name + ".tflite") + "'");
            run(m, "%export " + name + " '" + file(name + ".cortado") + "'");
          }
          run(m, "%export sparse70 '" + file("sparse70.safetensors") + "'");
        });
    for (String name : List.of("int8", "aware")) {
      session(
          name,
          m -> {
            run(m, file(name + ".cortado"));
            run(m, "%export " + name + " '" + file("again.tflite") + "'");
            run(m, "%export sparse70 '" + file("again.safetensors") + "'");
          });
      assertThat(file("again.tflite")).hasSameBinaryContentAs(file(name + ".tflite"));
      assertThat(file("again.safetensors")).hasSameBinaryContentAs(file("sparse70.safetensors"));
    }
    assertThat(Files.readString(file("aware.tflite"), StandardCharsets.ISO_8859_1))
        .contains(
            "Cortado: load tiny.h5; prune 0.4,", "; quantize int8 --aware, 8 samples, 1 epoch")
        .doesNotContain(folder.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%prune 0.5 --epochs 0 --granularity 4x1 --skip mask --criterion l2",
        "%prune --params 2x --epochs 0 --granularity channel --min-channels 2 --scope global",
        "%prune 0.5 --epochs 0 --criterion taylor --seed 3",
        "%quantize float16",
        "%quantize uint8 --calibrate 3 --calibration mse --seed 5",
        "%quantize int8 --io uint8 --layer conv*=float16 --correct equalize,bias",
        "%quantize int8 --within loss<=1.0001x"
      })
  void eachWayHasItsRecipe(String line) throws Exception {
    session(
        "first",
        m -> {
          run(m, "%model unet --filters 8,8 --size 16 --seed 2");
          run(m, DATA);
          Variant made = (Variant) run(m, line + " --as made");
          assertThat(made.line()).startsWith(line.substring(0, line.indexOf(' ', 8)));
          run(m, "%export made '" + file("made.txt") + "' --recipe");
          run(m, "%export made '" + file("made.tflite") + "'");
        });
    session(
        "second",
        m -> {
          run(m, file("made.txt"));
          run(m, "%export made '" + file("again.tflite") + "'");
        });
    assertThat(file("again.tflite")).hasSameBinaryContentAs(file("made.tflite"));
  }

  @Test
  void theHistoryOfAVariantTellsWhatItWasMadeOfAndOn() throws Exception {
    session(
        "first",
        m -> {
          run(m, "%model unet --filters 2,4 --size 16 --as tiny");
          run(m, DATA);
          run(m, "%train --epochs 1 --as trained");
          History history = (History) run(m, "%history trained");
          assertThat(history.last().orElseThrow().text())
              .contains("How trained was made")
              .contains("%data cells --train 8 --test 4 --size 16 --seed 7, SHA-256 ")
              .contains("%model unet --filters 2,4 --size 16 --channels 1 --seed 7 --as tiny")
              .contains("--epochs 1 --batch 8 --lr 0.001 --decay constant --loss focal-tversky")
              .contains("TensorFlow 2.")
              .contains(Runtime.getRuntime().availableProcessors() + " threads");
        });
  }

  @Test
  void otherFilesThanTheRecipesAreRefused() throws Exception {
    session(
        "first",
        m -> {
          run(m, "%model unet --filters 2,4 --size 16 --as tiny");
          run(m, "%export tiny '" + file("tiny.h5") + "'");
          String other = " --sha256 " + "0".repeat(64);
          assertThatThrownBy(() -> run(m, "%load '" + file("tiny.h5") + "' --as other" + other))
              .isInstanceOf(UserError.class)
              .hasMessageContaining("is another one than it should be")
              .hasMessageContaining("0".repeat(64));
          assertThatThrownBy(() -> run(m, DATA + other))
              .isInstanceOf(UserError.class)
              .hasMessageContaining("other samples than they should be");
          assertThatThrownBy(() -> run(m, "%export tiny x.tflite --recipe --sparse"))
              .isInstanceOf(UserError.class)
              .hasMessageContaining("one of them");
        });
  }
}
