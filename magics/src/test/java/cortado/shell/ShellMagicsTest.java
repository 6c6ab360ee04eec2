package cortado.shell;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.magic.Magics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The magics that users of Java notebooks know, in a shell without a session. */
final class ShellMagicsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Shell shell;

  @BeforeEach
  void open() {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Magics magics =
        new Magics(
            () -> {
              throw new IllegalStateException("this test has no session");
            });
    shell = Shell.builder(magics).output(stream, stream).build();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private CellResult run(String... lines) {
    return shell.run(String.join("\n", lines), new ShellTest.SilentConsole());
  }

  private Object value(String... lines) {
    CellResult r = run(lines);
    assertThat(r).isInstanceOf(CellResult.Value.class);
    return ((CellResult.Value) r).value();
  }

  private CellResult.Failure failure(String... lines) {
    CellResult r = run(lines);
    assertThat(r).isInstanceOf(CellResult.Failure.class);
    return (CellResult.Failure) r;
  }

  private String printed() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void timesALineAMagicOrACell() {
    assertThat(value("%time \"a b\".length() + 1")).isEqualTo(4);
    assertThat(printed()).matches("Time: \\d+\\.\\d+ m?s\\n");
    assertThat(value("%time %cd")).isEqualTo(Path.of("").toAbsolutePath());
    assertThat(printed()).startsWith("Time: ");
    assertThat(value("%%time", "int a = 20;", "a + 1")).isEqualTo(21);
    assertThat(printed()).startsWith("Time: ");
    assertThat(failure("%%time", "", "throw new IllegalStateException(\"x\");").traceback())
        .contains("    at cell, line 3: throw new IllegalStateException(\"x\");");
    assertThat(failure("%time").message()).contains("Next: %time 1 + 1");
    assertThat(failure("%%tim", "1").message()).contains("Allowed: %%time, %%loadFromPOM");
    assertThat(shell.completeness("%%time\nfor (;;) {").state())
        .isEqualTo(Completeness.State.INCOMPLETE);
  }

  @Test
  void runsAFileInThisSession() throws Exception {
    Path file = folder.resolve("helpers.java");
    Files.writeString(file, "package a.b;\n\nint twice(int n) { return 2 * n; }\ntwice(4)\n");
    assertThat(value("%run " + file)).isEqualTo(8);
    assertThat(value("twice(5)")).isEqualTo(10);
    assertThat(failure("%run " + folder.resolve("none.java")).message())
        .startsWith("There is no such file. Received: ");
    Files.writeString(file, "int broken = ;");
    assertThat(failure("%run " + file).name()).isEqualTo("CompileError");
  }

  @Test
  void addsJarsAndFoldersToTheClassPath() throws Exception {
    Path source = folder.resolve("Greeting.java");
    Files.writeString(
        source, "package hello; public class Greeting { public static String text = \"hi\"; }");
    Path classes = folder.resolve("classes");
    javax.tools.ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-d", classes.toString(), source.toString());
    Path jar = folder.resolve("greeting-1.jar");
    try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar))) {
      to.putNextEntry(new JarEntry("hello/Greeting.class"));
      to.write(Files.readAllBytes(classes.resolve("hello/Greeting.class")));
    }
    assertThat(failure("hello.Greeting.text").name()).isEqualTo("CompileError");
    assertThat(value("%jars " + folder + "/*.jar")).isEqualTo(List.of(jar));
    assertThat(value("hello.Greeting.text")).isEqualTo("hi");
    assertThat(value("import hello.*;", "Greeting.text.length()")).isEqualTo(2);
    assertThat(value("new ArrayList<>(List.of(1)).size()")).isEqualTo(1);
    assertThat((String) value("%classpath")).contains(jar.toString());
    assertThat(value("%classpath " + classes)).isEqualTo(List.of(classes));
    assertThat(failure("%jars nothing.jar").message()).startsWith("There is no such file");
    assertThat(failure("%jars " + classes).message()).contains("This is no jar");
  }

  @Test
  void readsTheEnvironmentAndSaysWhatAJvmCannotDo() {
    assertThat(value("%env PATH")).isEqualTo(System.getenv("PATH"));
    assertThat((String) value("%env")).contains("PATH=" + System.getenv("PATH"));
    assertThat(failure("%env NO_SUCH_THING").message()).contains("NO_SUCH_THING");
    assertThat(failure("%env A=b").message()).contains("cannot change its own environment");
    assertThat(failure("%cd /").message()).contains("cannot change the folder");
  }

  @Test
  void mavenFindsLibrariesOrSaysWhyNot() {
    String version =
        System.getProperty("java.class.path")
            .replaceFirst("(?s).*assertj-core-([\\d.]+)\\.jar.*", "$1");
    List<?> jars = (List<?>) value("%maven org.assertj:assertj-core:" + version + " --offline");
    assertThat(jars.toString()).contains("assertj-core-" + version + ".jar", "byte-buddy");
    assertThat(
            value(
                "org.assertj.core.api.Assertions.assertThat(1).isEqualTo(1).getClass().getName()"))
        .isEqualTo("org.assertj.core.api.IntegerAssert");
    assertThat(
            value(
                "%%loadFromPOM --offline",
                "<dependency>",
                "  <groupId>org.assertj</groupId>",
                "  <artifactId>assertj-core</artifactId>",
                "  <version>" + version + "</version>",
                "</dependency>"))
        .isEqualTo(jars);
    assertThat(failure("%maven assertj").message())
        .contains("Received: assertj", "Allowed: GROUP:ARTIFACT:VERSION");
    assertThat(failure("%maven no.such:library:1 --offline").message())
        .contains("Maven does not find these libraries", "no.such:library");
    assertThat(failure("%%loadFromPOM", "<version>").message()).contains("<dependency>");
  }

  @Test
  void helpAndCompletionKnowThem() {
    assertThat(shell.inspect("%maven", 6).orElse("")).contains("%maven", "%%loadFromPOM");
    assertThat(shell.complete("%cla", 4).candidates().get(0).text()).isEqualTo("%classpath");
  }
}
