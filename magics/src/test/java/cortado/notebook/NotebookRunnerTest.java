package cortado.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import cortado.UserError;
import cortado.repl.TestMagics;
import cortado.shell.Shell;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NotebookRunnerTest {
  private static final Shell SHELL = Shell.builder(TestMagics.create()).build();

  @TempDir Path dir;

  @AfterAll
  static void close() {
    SHELL.close();
  }

  @Test
  void outputsAreThoseOfJupyter() throws IOException {
    JsonNode cells =
        run("%play progress", "System.out.println(\"é\\u2028\\u001b[1m\"); 6 * 7", "int x = 3;");

    JsonNode first = cells.get(0).get("outputs");
    assertThat(first.findValuesAsText("output_type"))
        .containsExactly("display_data", "stream", "display_data", "execute_result");
    assertThat(first.get(0).at("/data/text~1plain/0").asText()).startsWith("playing 100 % · last");
    assertThat(first.get(1).toString())
        .isEqualTo(
            "{\"name\":\"stdout\",\"output_type\":\"stream\",\"text\":[\"printed meanwhile\\n\"]}");
    assertThat(first.get(3).at("/data/text~1plain/0").asText()).isEqualTo("[1, 2]");
    assertThat(cells.get(1).at("/outputs/0/text").size()).isEqualTo(2);
    assertThat(cells.get(1).at("/outputs/1/execution_count").asInt()).isEqualTo(2);
    assertThat(cells.get(2).get("outputs")).isEmpty();
    assertThat(cells.get(2).get("execution_count").asInt()).isEqualTo(3);
  }

  @Test
  void aFigureIsOneBundle() throws IOException {
    JsonNode data = run("%play chart").get(0).at("/outputs/0/data");

    List<String> types = new ArrayList<>();
    data.fieldNames().forEachRemaining(types::add);
    assertThat(types)
        .containsExactly("application/vnd.plotly.v1+json", "image/png", "text/html", "text/plain");
    assertThat(data.get("image/png").isTextual()).isTrue();
  }

  @Test
  void pythonsNbformatFindsItValidAndWritesTheSameBytes() throws IOException {
    Path python = Python.with("nbformat");
    Path out = dir.resolve("out.ipynb");
    NotebookRunner.run(
        notebook("%play chart", "%play progress", "System.out.print(\"a\\r\\nb\")"), out, SHELL);

    Python.run(
        python,
        """
        import nbformat, sys
        notebook = nbformat.read(sys.argv[1], 4)
        nbformat.validate(notebook)
        nbformat.write(notebook, sys.argv[2])
        """,
        out.toString(),
        dir.resolve("rewritten.ipynb").toString());

    // nbformat has sorted the keys that the test wrote in another order; now nothing changes.
    NotebookRunner.run(dir.resolve("rewritten.ipynb"), dir.resolve("again.ipynb"), SHELL);
    assertThat(dir.resolve("again.ipynb")).hasSameTextualContentAs(dir.resolve("rewritten.ipynb"));
  }

  @Test
  void theFirstFailureEndsTheRunAndWhatWasDoneIsWritten() throws IOException {
    Path in = notebook("1 + 1", "%play mistake", "3 + 3");
    NotebookRun run = NotebookRunner.run(in, dir.resolve("out.ipynb"), SHELL);

    assertThat(run.ok()).isFalse();
    assertThat(run.executed()).isEqualTo(2);
    assertThat(run.failures().get(0).text("in.ipynb"))
        .isEqualTo("in.ipynb, cell 3: No such thing. Received: mistake. Next: %help");
    JsonNode cells = cells(dir.resolve("out.ipynb"));
    assertThat(cells.get(1).at("/outputs/0/output_type").asText()).isEqualTo("error");
    assertThat(cells.get(1).at("/outputs/0/ename").asText()).isEqualTo("UserError");
    assertThat(cells.get(2).get("execution_count").isNull()).isTrue();
  }

  @Test
  void onRequestItGoesOn() throws IOException {
    List<String> told = new ArrayList<>();
    NotebookListener listener =
        new NotebookListener() {
          @Override
          public void prose(String markdown) {
            told.add(markdown);
          }

          @Override
          public void code(int cell, int cells, String source) {
            told.add(cell + "/" + cells + " " + source);
          }

          @Override
          public void outputs(String text) {
            told.add(text);
          }
        };
    NotebookRun run =
        new NotebookRunner(SHELL)
            .keepGoing(true)
            .listener(listener)
            .run(notebook("undefined", "3 + 3"), dir.resolve("out.ipynb"));

    assertThat(run.executed()).isEqualTo(2);
    assertThat(run.failures()).hasSize(1);
    assertThat(told).containsExactly("# Title", "2/3 undefined", "", "3/3 3 + 3", "6\n");
  }

  @Test
  void allButTheOutputsStaysAsItWasByteForByte() throws IOException {
    String text =
        """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a1",
           "metadata": {},
           "source": [
            "# Größe é \\u001b \\\\ \\"q\\"\\n",
            "text"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 1,
           "id": "b2",
           "metadata": {
            "tags": [],
            "x": {
             "deep": [
              1,
              2.5,
              0.0001,
              -1.25e-09,
              1.5e+300,
              1e-07,
              true,
              null
             ],
             "empty": {}
            }
           },
           "outputs": [
            {
             "data": {
              "text/plain": [
               "2"
              ]
             },
             "execution_count": 1,
             "metadata": {},
             "output_type": "execute_result"
            }
           ],
           "source": [
            "1 + 1"
           ]
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": "Cortado",
           "language": "java",
           "name": "cortado"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """;
    Path in = Files.writeString(dir.resolve("in.ipynb"), text);

    NotebookRunner.run(in, in, SHELL);

    assertThat(Files.readString(in)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"cells\": [|is not a notebook",
        "[]|nbformat",
        "{\"nbformat\": 4, \"x\": 0.5e55555555555555555555}|exponent",
        "{\"nbformat\": 3, \"worksheets\": []}|nbformat that is not supported",
        "{\"nbformat\": 4}|list of cells",
        "{\"nbformat\": 4, \"cells\": [7]}|cell_type",
        "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"kernelspec\": {\"language\": \"R\"}}}|not for Java",
      })
  void whatIsNoNotebookIsTheUsersMistake(String text, String message) throws IOException {
    Path in = Files.writeString(dir.resolve("in.ipynb"), text);
    Path out = dir.resolve("out.ipynb");

    assertThatThrownBy(() -> NotebookRunner.run(in, out, SHELL))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void parametersTakeOtherValuesInACellAfterTheirs() throws IOException {
    Path out = dir.resolve("out.ipynb");
    Path in = withParameters();
    new NotebookRunner(SHELL)
        .parameters(Map.of("mode", "it's \"full\" \\"))
        .run(in, dir.resolve("first.ipynb"));
    Map<String, String> values = new TreeMap<>(Map.of("epochs", "3", "lr", "1e-3", "fast", "true"));
    values.put("mode", "full");

    NotebookRun run =
        new NotebookRunner(SHELL).parameters(values).run(dir.resolve("first.ipynb"), out);

    assertThat(run.failures()).isEmpty();
    JsonNode cells = cells(out);
    assertThat(cells.get(1).at("/metadata/tags/0").asText()).isEqualTo("injected-parameters");
    assertThat(cells.get(1).get("source").toString())
        .isEqualTo(
            "[\"// Parameters\\n\",\"epochs = 3;\\n\",\"fast = true;\\n\",\"lr = 0.001;\\n\",\"mode = \\\"full\\\";\"]");
    assertThat(cells.get(2).at("/outputs/0/data/text~1plain/0").asText())
        .isEqualTo("full 3 0.001 true");
    assertThat(cells).hasSize(3); // what was injected before is gone
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size|3|no such parameter. Received: size. Allowed: mode, epochs, lr, fast",
        "epochs|many|The parameter epochs has another type. Received: many. Allowed: int",
        "fast|1|Allowed: boolean",
      })
  void anUnknownParameterIsRefused(String name, String value, String message) throws IOException {
    Path in = withParameters();
    NotebookRunner runner = new NotebookRunner(SHELL).parameters(Map.of(name, value));

    assertThatThrownBy(() -> runner.run(in, in)).hasMessageContaining(message);
  }

  @Test
  void aNotebookWithoutParametersSaysSo() throws IOException {
    Path in = notebook("1 + 1");
    NotebookRunner runner = new NotebookRunner(SHELL).parameters(Map.of("mode", "full"));

    assertThatThrownBy(() -> runner.run(in, in))
        .hasMessageContaining("The notebook has no parameters. Received: {mode=full}.");
  }

  private Path withParameters() throws IOException {
    Path file =
        notebook(
            "String mode = \"quick\"; // or full\nint epochs = 20;\nvar lr = 0.002;\nboolean fast = false;",
            "mode + \" \" + epochs + \" \" + lr + \" \" + fast");
    String text = Files.readString(file);
    return Files.writeString(
        file,
        text.replaceFirst("(\"id\":\"c2\".*?\"metadata\":\\{)", "$1\"tags\":[\"parameters\"]"));
  }

  private JsonNode run(String... sources) throws IOException {
    Path out = dir.resolve("out.ipynb");
    assertThat(NotebookRunner.run(notebook(sources), out, SHELL).failures()).isEmpty();
    return cells(out);
  }

  /** The code cells. */
  private static JsonNode cells(Path file) throws IOException {
    ArrayNode all = (ArrayNode) new ObjectMapper().readTree(file.toFile()).get("cells");
    all.remove(0);
    return all;
  }

  private Path notebook(String... sources) throws IOException {
    ObjectMapper json = new ObjectMapper();
    var root = json.createObjectNode();
    var cells = root.putArray("cells");
    cells
        .addObject()
        .put("cell_type", "markdown")
        .put("id", "m")
        .put("source", "# Title")
        .putObject("metadata");
    for (String source : sources) {
      var cell = cells.addObject().put("cell_type", "code").put("id", "c" + cells.size());
      cell.putNull("execution_count").put("source", source).putObject("metadata");
      cell.putArray("outputs");
    }
    root.putObject("metadata");
    root.put("nbformat", 4).put("nbformat_minor", 5);
    return Files.writeString(dir.resolve("in.ipynb"), root.toString());
  }
}
