package cortado.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NarrowImportsTest {
  private static final String PACKAGE = "package REPL;";
  private static final NarrowImports IMPORTS =
      new NarrowImports(
          """
          package REPL;
          import java.util.*;
          import java.util.function.*;
          import tech.tablesaw.api.*;
          import java.io.File;
          import REPL.$JShell$3.Point;
          import static cortado.shell.Cell.*;
          import static REPL.$JShell$12.count;
          """);

  @Test
  void aLiteralNeedsNone() {
    assertThat(IMPORTS.of("1 + 2")).isEqualTo(PACKAGE);
    assertThat(IMPORTS.of("\"List of File\" + 'C'")).isEqualTo(PACKAGE);
  }

  @Test
  void aNameNeedsWhatDeclaresIt() {
    assertThat(IMPORTS.of("count + 1"))
        .isEqualTo(PACKAGE + " import static REPL.$JShell$12.count;");
    assertThat(IMPORTS.of("new File(\"x\")")).contains("import java.io.File;");
    assertThat(IMPORTS.of("new Point(1, 2)"))
        .contains("import REPL.$JShell$3.Point;")
        .doesNotContain(".*; import", "tablesaw");
  }

  @Test
  void allStaticMembersOfAClassAreNeededForOneOfThem() {
    assertThat(IMPORTS.of("session().newest()")).contains("import static cortado.shell.Cell.*;");
    assertThat(IMPORTS.of("count.session()")).doesNotContain("Cell");
    // Of a class that only the user's code sees, any name may be.
    assertThat(new NarrowImports("import static my.own.Things.*;").of("count"))
        .isEqualTo("import static my.own.Things.*;");
    assertThat(new NarrowImports("import static java.util.Map.*;").of("Entry<?, ?> e"))
        .isEqualTo("import static java.util.Map.*;");
  }

  @Test
  void onlyATypeThatIsNotOfJavaLangNeedsWholePackages() {
    assertThat(IMPORTS.of("List.of(1)")).contains("java.util.*");
    assertThat(IMPORTS.of("(Set<?>) count")).contains("java.util.*");
    assertThat(IMPORTS.of("Math.PI + count.List()")).doesNotContain("java.util.*");
  }

  @Test
  void aTypeOfTheJdkNeedsItsPackageAndAnotherAllThatAreNotOfTheJdk() {
    assertThat(IMPORTS.of("List.of(1)")).doesNotContain("java.util.function", "tablesaw");
    assertThat(IMPORTS.of("(Supplier<List<?>>) List::of"))
        .contains("import java.util.*; import java.util.function.*;")
        .doesNotContain("tablesaw");
    assertThat(IMPORTS.of("Table.create()"))
        .contains("import tech.tablesaw.api.*;")
        .doesNotContain("java.util");
  }
}
