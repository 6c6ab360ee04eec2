package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in real processes: what it prints where, and the status it ends with. */
final class CommandTest {
  private static final String TINY = "%model unet --filters 2,4 --size 16 --as tiny";

  @TempDir Path folder;

  private Cortado.Outcome cortado(String... arguments) throws Exception {
    return new Cortado(folder).run(arguments);
  }

  @Test
  void cellsShareASessionThatTheNextProcessFinds() throws Exception {
    Cortado.Outcome first = cortado("-e", TINY, "-e", "%prune 0.5", "-e", "1 + 2");
    Cortado.Outcome second = cortado("-e", "%history");

    assertThat(first.err()).isEmpty();
    assertThat(first.status()).isZero();
    assertThat(first.out()).contains("Variant tiny", "zeros in kernels  50 %", "\n3\n");
    assertThat(second.out()).contains("tiny", "sparse50", "prune 0.5, no fine-tuning");
  }

  @Test
  void aValueOfAMagicIsAJavaVariable() throws Exception {
    Cortado.Outcome run = cortado("-e", "var v = " + TINY, "-e", "v.parameters() > 100");

    assertThat(run.out()).endsWith("true\n");
  }

  @Test
  void theFirstErrorEndsItWithOneLine() throws Exception {
    Cortado.Outcome run = cortado("-e", "%prune 1.0", "-e", "\"never\" + \" reached\"");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "The sparsity is out of range. Received: 1.0. Allowed: [0, 1). Next: %prune 0.8");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aTruncatedKerasFileIsOneLineAndLeavesNoVariant() throws Exception {
    byte[] whole = Files.readAllBytes(Fixtures.file("unet-isbi.h5"));
    Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, whole.length / 2));

    Cortado.Outcome run = cortado("-e", TINY, "-e", "%load cut.h5");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("cut.h5", "truncated");
    assertThat(cortado("-e", "%history").out()).doesNotContain("cut");
  }

  @Test
  void anUnknownOptionOfTheCommandIsOneLine() throws Exception {
    Cortado.Outcome run = cortado("--nonsense");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("--nonsense", "cortado --help");
  }

  @Test
  void aRecipeMakesTheSameBytesInAnotherProcess() throws Exception {
    Cortado.Outcome made =
        cortado(
            "-e",
            TINY,
            "-e",
            "%data cells --train 8 --test 4 --size 16",
            "-e",
            "%prune 0.6 --epochs 2",
            "-e",
            "%quantize int8 --as small",
            "-e",
            "%export small first.tflite",
            "-e",
            "%export sparse60 first.safetensors",
            "-e",
            "%export small small.cortado");
    Cortado.Outcome again = cortado("run", "small.cortado", "--workspace", "again");
    Cortado.Outcome written =
        cortado(
            "--workspace",
            "again",
            "-e",
            "%export small again.tflite",
            "-e",
            "%export sparse60 again.safetensors");

    assertThat(made.err() + again.err() + written.err()).doesNotContain("Received");
    assertThat(folder.resolve("again.tflite"))
        .hasSameBinaryContentAs(folder.resolve("first.tflite"));
    assertThat(folder.resolve("again.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("first.safetensors"));
  }

  @Test
  void aScriptNamesTheLineOfItsError() throws Exception {
    Path script = folder.resolve("steps.cortado");
    Files.writeString(script, "// a comment\n" + TINY + "\nint two = 1 + 1;\n%prune two\n");

    Cortado.Outcome run = cortado("run", script.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("Variant tiny");
    assertThat(run.err()).contains("steps.cortado:4", "The sparsity is not understood");
  }

  @Test
  void aNotebookRunsWithoutJupyter() throws Exception {
    Path notebook = folder.resolve("small.ipynb");
    Path executed = folder.resolve("executed.ipynb");
    Files.writeString(
        notebook,
        """
        {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": null,
          "outputs": [], "source": ["%model unet --filters 2,4 --size 16 --as tiny"]}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """);

    Cortado.Outcome run = cortado("run", notebook.toString(), "--out", executed.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(Files.readString(executed)).contains("execute_result", "text/html", "Variant tiny");
    assertThat(Files.readString(notebook)).doesNotContain("execute_result");
  }

  @Test
  void aNotebookTakesParameters() throws Exception {
    Path notebook = folder.resolve("small.ipynb");
    Files.writeString(
        notebook,
        """
        {"cells": [{"cell_type": "code", "id": "a", "metadata": {"tags": ["parameters"]},
          "execution_count": null, "outputs": [], "source": ["int size = 16;"]},
         {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": null,
          "outputs": [], "source": ["size * 2"]}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """);

    assertThat(cortado("run", notebook.toString(), "-p", "size=32").err()).isEmpty();
    assertThat(Files.readString(notebook)).contains("size = 32;", "\"64\"");
    assertThat(cortado("run", notebook.toString(), "-p", "width=32").err())
        .contains("The notebook has no such parameter. Received: width. Allowed: size.");
  }

  @Test
  void aPipedSessionStopsAtItsFirstError() throws Exception {
    Cortado.Outcome run =
        new Cortado(folder)
            .run(
                List.of(),
                TINY + "\nnew java.awt.image.BufferedImage(4, 4, 1)\n%nope\n2 + 3\n",
                "repl");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("Variant tiny", "image of 4 x 4 pixels")
        .doesNotContain("\033", "\n5\n");
    assertThat(run.err()).contains("There is no magic %nope");
  }

  @Test
  void theWorkspaceCanBeElsewhere() throws Exception {
    Path elsewhere = folder.resolve("a place with spaces");

    cortado("--workspace", elsewhere.toString(), "-e", TINY);

    assertThat(elsewhere.resolve("index.db")).exists();
    assertThat(folder.resolve(".cortado")).doesNotExist();
  }

  @Test
  void helpAndVersionAndDoctorAnswer() throws Exception {
    assertThat(cortado("--help").out()).contains("demo", "repl", "run", "kernel", "doctor");
    assertThat(cortado("--version").out()).contains("Cortado", "Java");
    Cortado.Outcome doctor = cortado("doctor");
    assertThat(doctor.status()).isZero();
    assertThat(doctor.out()).contains("TensorFlow Lite", "CPU features", "AVX2", "Memory");
  }
}
