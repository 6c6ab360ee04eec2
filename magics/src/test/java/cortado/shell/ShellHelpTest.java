package cortado.shell;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.magic.Completion;
import cortado.magic.Completions;
import cortado.magic.Magics;
import cortado.shell.Completeness.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a front end asks while a cell is being typed. */
final class ShellHelpTest {
  private static Shell shell;

  @BeforeAll
  static void open() {
    shell =
        Shell.builder(
                new Magics(
                    () -> {
                      throw new IllegalStateException("this test has no session");
                    }))
            .imports("java.time.*")
            .build();
    shell.run(
        "String title = \"unet\"; int half(int n) { return n / 2; }",
        new ShellTest.SilentConsole());
  }

  @AfterAll
  static void close() {
    shell.close();
  }

  private static List<String> complete(String code) {
    Completions c = shell.complete(code, code.length());
    return c.candidates().stream().map(Completion::text).toList();
  }

  @Test
  void completesJavaInACellOfSeveralLines() {
    assertThat(complete("title.toUpp")).containsExactly("toUpperCase(");
    assertThat(complete("%help\ntitle.toUpp")).containsExactly("toUpperCase(");
    assertThat(complete("int a = 1;\nvar b = %help help\nString s = \"\";\ns.toUpp"))
        .containsExactly("toUpperCase(");
    assertThat(complete("import java.net.*;\nclass A {}\ntitle.toUpp"))
        .containsExactly("toUpperCase(");
    assertThat(complete("LocalDa")).contains("LocalDate", "LocalDateTime");
    String code = "int a = 1;\n  hal";
    assertThat(shell.complete(code, code.length()).from()).isEqualTo(code.length() - 3);
  }

  @Test
  void completesMagicsWhereverTheyStand() {
    assertThat(complete("%hel")).containsExactly("%help");
    String code = "int a = 1;\nvar x = %hel";
    assertThat(complete(code)).containsExactly("%help");
    assertThat(shell.complete(code, code.length()).from()).isEqualTo(code.indexOf('%'));
    assertThat(complete("5 %hel")).isEmpty();
  }

  @Test
  void aNameWithAQuestionMarkAsksForHelp() {
    assertThat(shell.help("%help?").orElse("")).contains("Explains a magic");
    assertThat(shell.help(" title.trim?\n").orElse("")).contains("String.trim()");
    assertThat(shell.help("nobody?")).hasValueSatisfying(t -> assertThat(t).contains("nobody"));
    assertThat(shell.help("title.isEmpty() ?")).isEmpty(); // Java that goes on
    assertThat(shell.help("1 + 1")).isEmpty();
    assertThat(shell.completeness("%help?").state()).isEqualTo(Completeness.State.COMPLETE);
  }

  @Test
  void explainsJavaAndMagics() {
    assertThat(shell.inspect("int a = 1;\nhalf", 13).orElse("")).contains("half(int");
    assertThat(shell.inspect("\"abc\".substring(1)", 10).orElse("")).contains("String.substring(");
    assertThat(shell.inspect("int a;\n%help help", 10).orElse("")).contains("Explains a magic");
    assertThat(shell.inspect("%nothing", 3)).isEqualTo(Optional.empty());
    assertThat(shell.inspect("   ", 1)).isEqualTo(Optional.empty());
  }

  @Test
  void tellsWhetherACellIsComplete() {
    assertThat(shell.completeness("int x = 1;").state()).isEqualTo(State.COMPLETE);
    assertThat(shell.completeness("%help").state()).isEqualTo(State.COMPLETE);
    assertThat(shell.completeness("").state()).isEqualTo(State.COMPLETE);
    assertThat(shell.completeness("void f() {\n  if (true) {"))
        .isEqualTo(new Completeness(State.INCOMPLETE, "        "));
    assertThat(shell.completeness("%help \\").state()).isEqualTo(State.INCOMPLETE);
    assertThat(shell.completeness("int x = (1 + ;").state()).isEqualTo(State.INVALID);
  }

  @Test
  void namesTheNearestTypeThatACellCanUse() {
    assertThat(ValueType.of(List.of("a", "b"))).isEqualTo("java.util.List<java.lang.String>");
    assertThat(ValueType.of(List.of(1, "b"))).isEqualTo("java.util.List<?>");
    assertThat(ValueType.of(Map.of())).isEqualTo("java.util.Map<?, ?>");
    assertThat(ValueType.of(Map.of("a", 1)))
        .isEqualTo("java.util.Map<java.lang.String, java.lang.Integer>");
    assertThat(ValueType.of(new int[0][])).isEqualTo("int[][]");
    assertThat(ValueType.of((Runnable) () -> {})).isEqualTo("java.lang.Runnable");
    assertThat(ValueType.of(null)).isEqualTo("Object");
  }
}
