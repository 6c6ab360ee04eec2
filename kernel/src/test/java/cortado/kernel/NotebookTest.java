package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cortado.testing.Fixtures;
import cortado.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notebooks that ship, executed by real Jupyter on the real kernel. */
@Tag("slow")
final class NotebookTest {
  private static final Path NOTEBOOKS = Fixtures.projectRoot().resolve("notebooks");
  private static final String QUICK = "kernel/src/test/resources/notebooks/experiment-quick.json";
  private static final long MOST_BYTES = 2_000_000;

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"start", "pruning", "quantization", "your-own-model", "beyond"})
  void tellsTheStoryItWasCommittedWith(String name) throws IOException, InterruptedException {
    JsonNode stored = new ObjectMapper().readTree(NOTEBOOKS.resolve(name + ".ipynb").toFile());
    JsonNode fresh = execute(name);

    assertThat(kinds(fresh)).isEqualTo(kinds(stored));
    MeasuredRows.of(fresh).assertLike(MeasuredRows.of(stored));
  }

  /**
   * Its committed outputs are those of a full run, which no build can afford; what the quick one
   * measures is in a file of its own.
   */
  @Test
  void theExperimentRunsQuickly() throws IOException, InterruptedException {
    JsonNode stored =
        new ObjectMapper().readTree(NOTEBOOKS.resolve("unet-experiment.ipynb").toFile());
    JsonNode fresh = execute("unet-experiment");

    assertThat(MeasuredRows.of(stored).sparsities())
        .contains("0 %", "10 %", "20 %", "30 %", "40 %", "50 %", "60 %", "70 %", "80 %");
    MeasuredRows quick = MeasuredRows.of(fresh);
    quick.assertLike(MeasuredRows.read(Golden.stored(QUICK, quick.json())));
    assertThat(quick.sparsities()).contains("0 %", "20 %", "50 %", "80 %");
    assertThat(claims(fresh)).hasSameSizeAs(claims(stored)).hasSizeGreaterThan(8);
  }

  private JsonNode execute(String name) throws IOException, InterruptedException {
    Path committed = NOTEBOOKS.resolve(name + ".ipynb");
    assertThat(Files.size(committed)).isLessThan(MOST_BYTES);
    Path executed = temporary.resolve("executed.ipynb");
    new Jupyter(temporary, KernelMain.class, "nbclient")
        .run("execute.py", committed.toString(), executed.toString());
    return new ObjectMapper().readTree(executed.toFile());
  }

  /** Of each output its kind and its MIME types, which do not vary from run to run. */
  private static List<String> kinds(JsonNode notebook) {
    List<String> kinds = new ArrayList<>();
    for (JsonNode cell : notebook.path("cells")) {
      for (JsonNode output : cell.path("outputs")) {
        List<String> types = new ArrayList<>();
        output.path("data").fieldNames().forEachRemaining(types::add);
        types.sort(null);
        kinds.add(cell.path("id").asText() + " " + output.path("output_type").asText() + types);
      }
    }
    assertThat(kinds.toString()).contains("text/html", "image/png");
    return kinds;
  }

  private static List<String> claims(JsonNode notebook) {
    List<String> claims = new ArrayList<>();
    for (JsonNode cell : notebook.path("cells")) {
      if (cell.path("id").asText().equals("all")) {
        cell.at("/outputs/0/data/text~1plain").forEach(line -> claims.add(line.asText()));
      }
    }
    return claims;
  }
}
