package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cortado.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebooks that ship, executed by real Jupyter on the real kernel. */
@Tag("slow")
final class NotebookTest {
  private static final long MOST_BYTES = 2_000_000;

  @TempDir Path temporary;

  @Test
  void theFirstNotebookTellsTheStoryItWasCommittedWith() throws IOException, InterruptedException {
    Path committed = Fixtures.projectRoot().resolve("notebooks/start.ipynb");
    Path executed = temporary.resolve("executed.ipynb");
    Jupyter jupyter = new Jupyter(temporary, KernelMain.class, "nbclient");

    jupyter.run("execute.py", committed.toString(), executed.toString());

    JsonNode fresh = new ObjectMapper().readTree(executed.toFile());
    JsonNode stored = new ObjectMapper().readTree(committed.toFile());
    assertThat(kinds(fresh)).isEqualTo(kinds(stored));
    assertThat(kinds(fresh).toString()).contains("text/html", "vnd.plotly", "image/png");
    assertThat(column(fresh, "parameters")).isEqualTo(column(stored, "parameters")).isNotEmpty();
    assertThat(Files.size(committed)).isLessThan(MOST_BYTES);
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
        assertThat(output.path("output_type").asText()).as(output.toString()).isNotEqualTo("error");
      }
    }
    return kinds;
  }

  /** A column of the table that the cell {@code table} shows, from its text. */
  private static List<String> column(JsonNode notebook, String name) {
    for (JsonNode cell : notebook.path("cells")) {
      if (cell.path("id").asText().equals("table")) {
        StringBuilder text = new StringBuilder();
        cell.path("outputs")
            .get(0)
            .path("data")
            .path("text/plain")
            .forEach(l -> text.append(l.asText()));
        List<String> lines = text.toString().lines().toList();
        int end = lines.get(0).indexOf(name) + name.length();
        return lines.stream()
            .skip(2)
            .map(l -> l.substring(0, Math.min(end, l.length())).replaceAll(".*  ", ""))
            .toList();
      }
    }
    return List.of();
  }
}
