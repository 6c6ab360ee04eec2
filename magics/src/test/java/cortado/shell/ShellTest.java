package cortado.shell;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.UserError;
import cortado.magic.Console;
import cortado.magic.Magic;
import cortado.magic.MagicContext;
import cortado.magic.Magics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class ShellTest {
  private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
  private static final ByteArrayOutputStream ERR = new ByteArrayOutputStream();
  private static Shell shell;

  /** A value whose class no cell can name. */
  private static final class Hidden implements CharSequence {
    @Override
    public int length() {
      return 7;
    }

    @Override
    public char charAt(int i) {
      return 'h';
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return this;
    }
  }

  @Command(name = "echo", description = "Gives its words back.")
  static final class Echo implements Magic {
    @Parameters List<String> words;

    @Option(names = "--as", description = "What to make of them.")
    String as = "text";

    @Override
    public Object call() throws Exception {
      return switch (as) {
        case "text" -> String.join(" ", words);
        case "list" -> List.copyOf(words);
        case "hidden" -> new Hidden();
        case "nothing" -> null;
        case "mistake" -> throw UserError.because("No such word").received(words.get(0));
        case "fault" -> throw new IllegalArgumentException("index 3 of 2");
        default -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          throw new CancellationException();
        }
      };
    }
  }

  @BeforeAll
  static void open() {
    Magics magics =
        new Magics(
            () -> {
              throw new IllegalStateException("this test has no session");
            });
    magics.register((MagicContext c) -> new Echo());
    shell =
        Shell.builder(magics)
            .output(
                new PrintStream(OUT, true, StandardCharsets.UTF_8),
                new PrintStream(ERR, true, StandardCharsets.UTF_8))
            .build();
  }

  @AfterAll
  static void close() {
    shell.close();
  }

  private static CellResult run(String... lines) {
    OUT.reset();
    ERR.reset();
    return shell.run(String.join("\n", lines), new SilentConsole());
  }

  private static Object value(String... lines) {
    CellResult r = run(lines);
    assertThat(r).isInstanceOf(CellResult.Value.class);
    return ((CellResult.Value) r).value();
  }

  private static CellResult.Failure failure(String... lines) {
    CellResult r = run(lines);
    assertThat(r).isInstanceOf(CellResult.Failure.class);
    return (CellResult.Failure) r;
  }

  @Test
  void aVariableInBracesStandsForItsValue() {
    assertThat(value("double share = 0.25; var word = \"two words\";\n%echo {share} '{word}' {1}"))
        .isEqualTo("0.25 two words {1}");
    assertThat(((CellResult.Failure) run("%echo {absent}")).message())
        .contains("There is no variable absent");
  }

  @Test
  void theLastExpressionIsTheValue() {
    assertThat(value("1 + 2")).isEqualTo(3);
    assertThat(value("int a = 4;", "a * a")).isEqualTo(16);
    assertThat(value("IntStream.range(0, 4).boxed().toList()")).isEqualTo(List.of(0, 1, 2, 3));
    assertThat(value("last()")).isEqualTo(List.of(0, 1, 2, 3));
    assertThat(run("int b = 5;")).isEqualTo(new CellResult.Nothing());
    assertThat(run("a + b;")).isEqualTo(new CellResult.Nothing());
    assertThat(run("")).isEqualTo(new CellResult.Nothing());
    assertThat(run("// only a remark")).isEqualTo(new CellResult.Nothing());
    assertThat(run("(Object) null")).isEqualTo(new CellResult.Nothing());
  }

  @Test
  void recordsGenericsAndRedefinitionWork() {
    assertThat(
            value(
                "record Point<T extends Number>(T x, T y) {",
                "  double norm() { return Math.hypot(x.doubleValue(), y.doubleValue()); }",
                "}",
                "new Point<>(3, 4).norm()"))
        .isEqualTo(5.0);
    run("int twice(int n) { return n + n; }");
    assertThat(value("twice(4)")).isEqualTo(8);
    run("int twice(int n) { return 2 * n + 1; }");
    assertThat(value("twice(4)")).isEqualTo(9);
    assertThat(value("String twice = \"a variable\";", "twice")).isEqualTo("a variable");
  }

  @Test
  void theCompilerSeesWhatCellsProgramAgainst() {
    run("Table t = Table.create(IntColumn.create(\"n\", 3, 1, 2));");
    assertThat(value("t.sortOn(\"-n\").intColumn(\"n\").asList()")).isEqualTo(List.of(3, 2, 1));
    assertThat(
            value(
                "t.sortOn((a, b) -> Integer.compare(a.getInt(0), b.getInt(0))).where(t.intColumn(\"n\")",
                ".isGreaterThan(1)).rowCount()"))
        .isEqualTo(2);
    assertThat(
            value(
                "t.summarize(\"n\", tech.tablesaw.aggregate.AggregateFunctions.mean).apply()",
                ".doubleColumn(0).get(0)"))
        .isEqualTo(2.0);
    assertThat(value("tech.tablesaw.plotly.api.LinePlot.create(\"t\", t, \"n\", \"n\")"))
        .isInstanceOf(tech.tablesaw.plotly.components.Figure.class);
    assertThat(value("new com.fasterxml.jackson.databind.ObjectMapper().readTree(\"[1]\").size()"))
        .isEqualTo(1);
  }

  @Test
  void aMethodMayComeBeforeWhatItCalls() {
    run("int outer() { return inner() + 1; }");
    assertThat(ERR.toString(StandardCharsets.UTF_8))
        .isEqualTo("outer cannot be used until this is declared: method inner()\n");
    assertThat(failure("outer()").traceback())
        .containsExactly("outer cannot be used until this is declared: method inner()");
    run("int inner() { return 41; }");
    assertThat(value("outer()")).isEqualTo(42);
  }

  @Test
  void javaAndMagicsMix() {
    assertThat(
            value(
                "String name = \"unet\";",
                "%echo one two",
                "var words = %echo a \\",
                "    b --as list",
                "name + last() + words.get(1).length()"))
        .isEqualTo("unet[a, b]1");
    assertThat(value("List<String> typed = %echo x y --as list;", "typed.get(0)")).isEqualTo("x");
    assertThat(value("name = %echo vgg", "name")).isEqualTo("vgg");
    assertThat(value("var hidden = %echo h --as hidden", "hidden.length()")).isEqualTo(7);
    assertThat(value("for (int i = 0; i < 2; i++) magic(\"%echo \" + i);", "last()"))
        .isEqualTo("1");
    assertThat(run("%echo quiet;")).isEqualTo(new CellResult.Nothing());
    assertThat(run("%echo none --as nothing")).isEqualTo(new CellResult.Nothing());
  }

  @Test
  void aPercentSignInsideJavaIsJava() {
    assertThat(value("int n = 17, echo = 5;", "int rest = n", "    %n;", "rest")).isEqualTo(0);
    assertThat(value("String t = \"\"\"", "  %echo no magic", "  \"\"\";", "t.strip()"))
        .isEqualTo("%echo no magic");
    assertThat(value("/*", "%echo no magic", "*/ 6 % 4")).isEqualTo(2);
  }

  @Test
  void aMistakeIsOneLine() {
    assertThat(failure("%echo fish --as mistake"))
        .isEqualTo(
            new CellResult.Failure(
                "UserError",
                "No such word. Received: fish.",
                List.of("No such word. Received: fish.")));
    assertThat(failure("%nonsense").traceback()).hasSize(1);
    assertThat(failure("magic(\"%echo fish --as mistake\")").name()).isEqualTo("UserError");
    assertThat(failure("throw cortado.UserError.because(\"No\");").traceback())
        .containsExactly("No.");
    assertThat(failure("missing = %echo x").message()).contains("var missing = %");
  }

  @Test
  void aFaultOfOursHasAShortTraceAndAHint() {
    assertThat(failure("%echo x --as fault").traceback())
        .startsWith("%echo failed: java.lang.IllegalArgumentException: index 3 of 2")
        .hasSizeLessThan(9)
        .last()
        .asString()
        .contains("--verbose");
  }

  @Test
  void aCompileErrorIsTheLineACaretAndTheMessage() {
    assertThat(failure("int ok = 1;", "int number = \"text\";").traceback())
        .containsExactly(
            "int number = \"text\";",
            "             ^^^^^^",
            "incompatible types: java.lang.String cannot be converted to int");
    assertThat(failure("nothing + 1").traceback().subList(0, 2))
        .containsExactly("nothing + 1", "^^^^^^^");
    assertThat(failure("int x = (1 + ;").name()).isEqualTo("CompileError");
    assertThat(failure("int f( {").name()).isEqualTo("CompileError");
  }

  @Test
  void anExceptionShowsTheUsersFramesOnly() {
    CellResult.Failure f =
        failure(
            "int half(int n) {",
            "  if (n == 0) throw new IllegalStateException(\"zero\",",
            "      new java.io.IOException(\"why\"));",
            "  return half(n - 1);",
            "}",
            "",
            "half(1);");
    assertThat(f.name()).isEqualTo("java.lang.IllegalStateException");
    assertThat(f.message()).isEqualTo("zero");
    assertThat(f.traceback())
        .containsExactly(
            "java.lang.IllegalStateException: zero",
            "    at half (cell, line 2: if (n == 0) throw new IllegalStateException(\"zero\",)",
            "    at half (cell, line 4: return half(n - 1);)",
            "    at cell, line 7: half(1);",
            "Caused by: java.io.IOException: why",
            "    at half (cell, line 2: if (n == 0) throw new IllegalStateException(\"zero\",)",
            "    at half (cell, line 4: return half(n - 1);)",
            "    at cell, line 7: half(1);");
    assertThat(failure("half(0)").traceback())
        .contains(
            "    at half (an earlier cell, line 2: if (n == 0) throw new IllegalStateException(\"zero\",)");
    assertThat(failure("List.of(1).get(3)").traceback().get(0))
        .isEqualTo("java.lang.IndexOutOfBoundsException: Index: 3 Size: 1");
    assertThat(failure("int deep() { return deep() + 1; }", "deep()").traceback())
        .startsWith("java.lang.StackOverflowError")
        .contains("    ...")
        .hasSizeLessThan(40);
    assertThat(
            failure("class Odd extends RuntimeException {}", "throw new Odd();").traceback().get(0))
        .isEqualTo("Odd");
  }

  /** It is not compiled again; nobody should notice. */
  @Test
  void aCellThatIsRunAgainMeansWhatItMeansNow() {
    assertThat(value("int turns = 1;", "turns + 1")).isEqualTo(2);
    assertThat(value("turns = 5;", "turns + 1")).isEqualTo(6);
    assertThat(value("String turns = \"a\";", "turns + 1")).isEqualTo("a1");
    assertThat(value("int twice(int x) { return 2 * x; }", "twice(3)")).isEqualTo(6);
    assertThat(value("int twice(int x) { return x + x + 1; }", "twice(3)")).isEqualTo(7);
    assertThat(value("class Box { static final int SIDE = 2; }", "Box.SIDE")).isEqualTo(2);
    assertThat(value("class Box { static final int SIDE = 3; }", "Box.SIDE")).isEqualTo(3);
    assertThat(value("Math.max(1, 2)")).isEqualTo(2);
    assertThat(value("class Math { static int max(int a, int b) { return 9; } }", "Math.max(1, 2)"))
        .isEqualTo(9);
    String counting = "{ class Count { static int n; } Count.n++; System.out.println(Count.n); }";
    run(counting);
    run(counting);
    assertThat(OUT.toString(StandardCharsets.UTF_8)).as("printed again").isEqualTo("1\n");
    assertThat(failure("1 / (turns.length() - 1)").traceback().get(1))
        .isEqualTo("    at cell, line 1: 1 / (turns.length() - 1)");
    assertThat(failure("turns.strip();", "1 / (turns.length() - 1)").traceback().get(1))
        .isEqualTo("    at cell, line 2: 1 / (turns.length() - 1)");
  }

  /** Expressions and statements take a shorter way than declarations do; nobody should notice. */
  @Test
  void codeThatDeclaresNothingMeansWhatItMeansToJShell() {
    assertThat(value("int count = 3;", "count = 4;", "count")).isEqualTo(4);
    assertThat(run("count = 5")).isEqualTo(new CellResult.Nothing());
    assertThat(value("count += 2")).isEqualTo(7);
    assertThat(value("count++")).isEqualTo(7);
    assertThat(value("// a remark", "/* and one more */ count == 8 // here, too")).isEqualTo(true);
    assertThat(value("count > 3 ? 1 : 2.0")).isEqualTo(1.0);
    assertThat(value("switch (count) { case 8 -> 1; default -> 2.5; }")).isEqualTo(1.0);
    assertThat(run("System.out.println(count)")).isEqualTo(new CellResult.Nothing());
    assertThat(OUT.toString(StandardCharsets.UTF_8)).isEqualTo("8\n");
    assertThat(value("class Own { int hidden = 3; }", "new Own().hidden")).isEqualTo(3);
    assertThat(value("new Object() { int more = count + 1; }.more")).isEqualTo(9);
    assertThat(value("Supplier<Integer> later = () -> count * 2;", "later.get()")).isEqualTo(16);
    assertThat(value("int[] cells = {1, 2};", "cells[0] = 6")).isEqualTo(6);
    assertThat(
            run(
                "{ int local = 1; count = local; }",
                "try { throw new Exception(); }",
                "catch (Exception e) { count++; }"))
        .isEqualTo(new CellResult.Nothing());
    assertThat(value("count")).isEqualTo(2);
    assertThat(value("class Own { String hidden = \"new\"; }", "new Own().hidden"))
        .isEqualTo("new");
    assertThat(value("import java.time.*;", "Duration.ofSeconds(61).toMinutes()")).isEqualTo(1L);
    assertThat(value("class small { static int size = 6; }", "small.size")).isEqualTo(6);
    assertThat(value("import static java.lang.Math.*;", "max(abs(-3), 2)")).isEqualTo(3);
    assertThat(
            value(
                "var file = '/' + Own.class.getName().replace('.', '/') + \".class\";",
                "Own.class.getResourceAsStream(file).read()"))
        .isEqualTo(0xCA);
    assertThat(failure("1 / (count - 2)").traceback())
        .containsExactly(
            "java.lang.ArithmeticException: / by zero", "    at cell, line 1: 1 / (count - 2)");
    assertThat(
            failure("int k = 0;", "for (int i = 0; i < 2; i++) {", "  k = 1 / k;", "}").traceback())
        .containsExactly(
            "java.lang.ArithmeticException: / by zero", "    at cell, line 3: k = 1 / k;");
    assertThat(
            failure("List.of(1).forEach(x -> {", "  throw new IllegalStateException();", "})")
                .traceback())
        .contains("    at cell, line 2: throw new IllegalStateException();");
  }

  @Test
  void printedTextGoesToTheGivenStreams() {
    run("System.out.println(\"héllo\"); System.err.print(\"oops\");");
    assertThat(OUT.toString(StandardCharsets.UTF_8)).isEqualTo("héllo\n");
    assertThat(ERR.toString(StandardCharsets.UTF_8)).isEqualTo("oops");
  }

  private static CellResult interrupted(String cell) throws InterruptedException {
    Thread other =
        new Thread(
            () -> {
              try {
                Thread.sleep(700);
              } catch (InterruptedException e) {
                return;
              }
              shell.interrupt();
            });
    other.start();
    CellResult result = run(cell);
    other.join();
    return result;
  }

  @Test
  void anInterruptEndsTheCellAndKeepsTheSession() throws InterruptedException {
    run("int kept = 3;");
    assertThat(interrupted("%echo x --as forever")).isEqualTo(new CellResult.Interrupted(false));
    assertThat(interrupted("Thread.sleep(60_000);")).isEqualTo(new CellResult.Interrupted(false));
    assertThat(interrupted("long spins = 0; while (true) { spins++; }"))
        .isEqualTo(new CellResult.Interrupted(Runtime.version().feature() >= 20));
    assertThat(value("kept + 1")).isEqualTo(4);
  }

  static final class SilentConsole implements Console {
    @Override
    public void show(Object value) {}

    @Override
    public ProgressBar progress(String title) {
      return new ProgressBar() {
        @Override
        public void update(double fraction, String detail) {}

        @Override
        public void close() {}
      };
    }
  }
}
