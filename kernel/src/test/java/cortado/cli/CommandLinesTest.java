package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Document;
import cortado.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command of the pages runs as it stands, here or in the test that is named for it. */
@Tag("slow")
final class CommandLinesTest {
  private static final String LAUNCHER = "./cortado ";
  private static final String THESE_TESTS = "cli/CommandLinesTest";
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("./cortado demo", "cli/DemoTest"),
          Map.entry("./cortado test", THESE_TESTS),
          Map.entry("./cortado test --fast", THESE_TESTS),
          Map.entry(
              "mvn -B -o test -pl magics -am -Dtest='ShellTest'"
                  + " -Dsurefire.failIfNoSpecifiedTests=false",
              THESE_TESTS),
          Map.entry("./cortado repl", "cli/TerminalTest"),
          Map.entry("./cortado run script.cortado", "cli/DocumentsTest"),
          Map.entry("./cortado jshell", "cli/StockJShellTest"),
          // An hour in full; the test takes the mode in which the notebook stands.
          Map.entry(
              "./cortado run notebooks/unet-experiment.ipynb --out full.ipynb -p mode=full"
                  + " -p model=unet-isbi.h5 -p data=isbi",
              "kernel/NotebookTest"),
          Map.entry(
              "export JJAVA_CLASSPATH=\"$PWD/kernel/target/cortado-kernel-0.1.0.jar"
                  + ":$PWD/kernel/target/lib/*.jar\"",
              "kernel/JJavaTest"),
          Map.entry("jupyter lab", "kernel/LabTest"),
          Map.entry(
              "export IJAVA_CLASSPATH=\"$PWD/kernel/target/cortado-kernel-0.1.0.jar"
                  + ":$PWD/kernel/target/lib/*.jar\"",
              "kernel/guest/IJavaAdapterTest"),
          Map.entry(
              "export IJAVA_STARTUP_SCRIPTS_PATH=\"$PWD/scripts/ijava.jsh\"",
              "kernel/guest/IJavaAdapterTest"));
  private static final String NOTEBOOK =
      """
      {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "code", "id": "a", "metadata": {"tags": ["parameters"]}, "outputs": [],
         "execution_count": null, "source": "String mode = \\"quick\\";"},
        {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [],
         "execution_count": null, "source": "\\"in mode \\" + mode"}]}
      """;

  @TempDir Path folder;

  @Test
  void eachCommandOfThePagesRuns() throws Exception {
    Files.writeString(folder.resolve("notebook.ipynb"), NOTEBOOK);
    run(
        "-e", "%model unet --filters 2,4 --size 16 --as unet",
        "-e", "%data cells --train 4 --test 2 --size 16",
        "-e", "%prune 0.8 --epochs 1",
        "-e", "%quantize int8",
        "-e", "%export sparse80-int8 sparse80-int8.cortado");

    StringBuilder said = new StringBuilder();
    int elsewhere = 0;
    for (String command : commands()) {
      String test = ELSEWHERE.get(command);
      if (test == null) {
        assertThat(command).startsWith(LAUNCHER);
        said.append(run(command.substring(LAUNCHER.length()).split(" ")).out());
      } else {
        elsewhere++;
        Path source = Path.of("kernel/src/test/java/cortado", test + ".java");
        assertThat(Fixtures.projectRoot().resolve(source)).isRegularFile();
      }
    }

    assertThat(elsewhere).as("no test is named in vain").isGreaterThanOrEqualTo(ELSEWHERE.size());
    assertThat(said).contains("Installed the kernel", "in mode full");
    assertThat(folder.resolve(".local/share/jupyter/kernels/cortado/kernel.json")).exists();
    assertThat(folder.resolve("again")).isDirectory();
  }

  private Cortado.Outcome run(String... arguments) throws IOException, InterruptedException {
    Cortado.Outcome run = new Cortado(folder).run(List.of("-Duser.home=" + folder), "", arguments);
    assertThat(run.status()).as("%s: %s", List.of(arguments), run.err()).isZero();
    return run;
  }

  private static List<String> commands() throws IOException {
    List<Document> pages = new ArrayList<>(Document.all());
    pages.add(Document.of("CONTRIBUTING.md"));
    pages.add(Document.of("notebooks/README.md"));
    return pages.stream()
        .flatMap(page -> page.blocks("sh").stream())
        .flatMap(String::lines)
        .map(line -> line.replaceAll("\\s+#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
