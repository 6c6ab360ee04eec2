package cortado.shell;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.magic.Magics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first cell sees all standard imports, though JShell learns most of them after it. */
class FirstCellTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int x = 5; x | 5",
        "record P(Path of, Supplier<String> s) {} new P(Path.of(\"x\"), null).of().toString() | x",
        "var t = Table.create(\"name\"); t.name() | name",
        "List<Integer> two(Stream<Integer> s) { return s.map(i -> 2 * i).toList(); }"
            + " two(Stream.of(1, 2)).toString() | [2, 4]",
        "class T extends Thread { File f = new File(\"x\"); } new T().f.getName() | x",
        "Integer i = 4; var s = new HashSet<>(List.of(i)); s.size() | 1",
        "import java.time.*; Duration.ofSeconds(90).toMinutes() | 1",
        "var shape = Shape.of(1, 2); shape.rank() | 2",
        "var x = 1; last() | 7",
      })
  void seesWhatItNames(String cell, String value) {
    try (Shell shell = shell()) {
      shell.run("7", new ShellTest.SilentConsole());
      CellResult result = shell.run(cell, new ShellTest.SilentConsole());

      assertThat(result).isInstanceOf(CellResult.Value.class);
      assertThat(((CellResult.Value) result).value()).hasToString(value);
    }
  }

  @Test
  void aMistakeInItIsToldOnce() {
    try (Shell shell = shell()) {
      CellResult result = shell.run("Lisp l = null;", new ShellTest.SilentConsole());

      assertThat(result).isInstanceOf(CellResult.Failure.class);
      assertThat(((CellResult.Failure) result).message()).contains("cannot find symbol");
      assertThat(((CellResult.Failure) result).traceback()).hasSizeLessThan(6);
    }
  }

  private static Shell shell() {
    return Shell.builder(
            new Magics(
                () -> {
                  throw new IllegalStateException("this test has no session");
                }))
        .build();
  }
}
