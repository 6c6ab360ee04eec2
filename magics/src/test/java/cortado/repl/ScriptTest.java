package cortado.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.display.ConsoleText;
import cortado.display.Renderer;
import cortado.shell.Shell;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Shell shell =
      Shell.builder(TestMagics.create()).output(outStream, outStream).build();
  private final CellPrinter printer =
      new CellPrinter(
          shell,
          ConsoleText.pipe(outStream, new Renderer()),
          new PrintStream(err, true, StandardCharsets.UTF_8));

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void magicsAndJavaOfSeveralLinesRunInOrder() throws IOException {
    assertThat(
            run(
                """
                #!/usr/bin/env cortado
                // a comment
                %play one --loud
                int twice(int x) {
                  return 2 * x;
                }

                var part = %play two
                part.length() * twice(4)
                if (part.isEmpty()) {
                  System.out.println("empty");
                }
                else {
                  System.out.println("not empty");
                }
                List.of(3, 1, 2).stream()
                    .sorted()
                    .toList()
                %play \\
                  three
                """))
        .isTrue();

    assertThat(printed()).isEqualTo("ONE\n24\nnot empty\n[1, 2, 3]\nthree\n");
    assertThat(err.size()).isZero();
  }

  @Test
  void theFirstFailureEndsItAndNamesItsLine() throws IOException {
    assertThat(run("%play one\n\n%play mistake\n%play two\n")).isFalse();

    assertThat(printed()).isEqualTo("one\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("demo.jsh:3: No such thing. Received: mistake. Next: %help\n");
  }

  @Test
  void aFailureOfJavaNamesTheLineWhereThePieceBegins() throws IOException {
    assertThat(run("int a = 1;\n\nint b =\n  undefined;\n")).isFalse();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("demo.jsh:3: ")
        .contains("undefined");
  }

  @Test
  void anExceptionEndsItToo() throws IOException {
    assertThat(run("throw new IllegalStateException(\"no\");\n1 + 1\n")).isFalse();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("demo.jsh:1: java.lang.IllegalStateException: no");
    assertThat(printed()).isEmpty();
  }

  @Test
  void whatIsLeftOpenIsAFailure() throws IOException {
    assertThat(run("int f(int x) {\n")).isFalse();
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("demo.jsh:1: ");
  }

  @Test
  void aMissingOrBinaryScriptIsTheUsersMistake(@TempDir Path dir) throws IOException {
    Path binary = Files.write(dir.resolve("b.jsh"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> Script.run(dir.resolve("none.jsh"), printer))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.jsh");
    assertThatThrownBy(() -> Script.run(binary, printer))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("UTF-8");
  }

  private boolean run(String script) throws IOException {
    return Script.run(new BufferedReader(new StringReader(script)), "demo.jsh", printer);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
