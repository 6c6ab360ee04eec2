package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One inference in a process of its own, as it is measured. */
class FreshProcessTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  @TempDir Path folder;

  @Test
  void anInferenceIsSilentAndModestEvenOnASmallHeap() throws Exception {
    assumeTrue(Files.exists(STATUS), "skipped: no /proc on this system");
    Path model = folder.resolve("unet");
    SavedModel.write(TinyModels.unet(128, 1, 8, 16, 32), model);
    Path err = folder.resolve("err");
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx48m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Child.class.getName(),
                    model.toString()))
            .redirectError(err.toFile())
            .start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(Files.readString(err)).isZero();
    assertThat(Files.readString(err)).isEmpty();
    assertThat(Integer.parseInt(out.strip())).isBetween(100, 420);
  }

  /** Predicts once and prints the peak of its resident memory in MB. */
  static final class Child {
    public static void main(String[] args) throws IOException {
      Tensor image = Tensor.of(Shape.of(1, 128, 128, 1), new float[128 * 128]);
      try (Predictor p = TensorFlowPredictor.open(Path.of(args[0]), 1)) {
        p.predict(image);
      }
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM")) {
          System.out.println(Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000);
        }
      }
    }
  }
}
