package cortado;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may import whom, ground floor first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
  private static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

  static {
    floor("machine");
    floor("tensor");
    floor("graph", "tensor");
    floor("ops", "graph", "tensor");
    floor("keras.hdf5", "tensor");
    floor("keras.zip", "tensor");
    floor("keras", "keras.hdf5", "keras.zip", "graph", "tensor");
    floor("data", "tensor");
    floor("prune", "ops", "graph", "tensor");
    floor("prune.channels", "prune", "ops", "graph", "tensor");
    floor("quantize", "ops", "graph", "tensor");
    floor("cluster", "ops", "graph", "tensor");
    floor("train", "ops", "graph", "tensor", "data");
    floor("tensorflow", "machine", "train", "ops", "graph", "tensor", "data");
    floor("tflite", "quantize", "ops", "graph", "tensor");
    floor(
        "measure",
        "measure.worker",
        "machine",
        "tensor"); // the worker is its main class and its wire
    floor("measure.worker", "tensorflow", "tflite", "tensor");
    floor("explain", "machine", "measure", "tflite", "quantize", "tensor");
    floor(
        "workspace",
        "measure",
        "tensorflow",
        "tflite",
        "keras",
        "prune",
        "prune.channels",
        "cluster",
        "quantize",
        "train",
        "ops",
        "graph",
        "tensor",
        "data");
    floor(
        "session",
        "workspace",
        "explain",
        "machine",
        "tensor",
        "graph",
        "ops",
        "keras",
        "data",
        "prune",
        "prune.channels",
        "cluster",
        "quantize",
        "train",
        "tensorflow",
        "tflite",
        "measure",
        "measure.worker");
    floor(
        "report",
        "session",
        "workspace",
        "explain",
        "machine",
        "measure",
        "train",
        "ops",
        "graph",
        "tensor",
        "quantize",
        "tflite",
        "data",
        "prune");
    floor(
        "magic",
        "report",
        "session",
        "workspace",
        "explain",
        "measure",
        "train",
        "ops",
        "graph",
        "tensor",
        "quantize",
        "tflite",
        "data",
        "cluster",
        "prune");
    floor(
        "display",
        "magic",
        "report",
        "session",
        "workspace",
        "explain",
        "ops",
        "graph",
        "tensor",
        "data");
    floor("shell", "magic", "display", "session");
    floor("repl", "shell", "magic", "display", "session");
    floor("notebook", "shell", "magic", "display", "tensor");
    floor("kernel", "shell", "magic", "display");
    floor("kernel.guest", "magic", "display", "session");
  }

  private JavaClasses classes;

  @BeforeAll
  void readAllClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("cortado");
  }

  @Test
  void everyPackageImportsOnlyTheFloorsBelow() {
    MAY_IMPORT.forEach(
        (name, allowed) -> {
          List<String> open = new ArrayList<>(List.of("cortado", packageName(name)));
          allowed.forEach(a -> open.add(packageName(a)));
          noClasses()
              .that()
              .resideInAPackage(packageName(name))
              .should()
              .dependOnClassesThat(
                  resideInAPackage("cortado..")
                      .and(not(resideInAnyPackage(open.toArray(String[]::new)))))
              .check(classes);
        });
  }

  @Test
  void everyPackageHasItsFloorAndItsClasses() {
    List<String> known =
        new ArrayList<>(MAY_IMPORT.keySet().stream().map(ArchitectureTest::packageName).toList());
    known.add("cortado");
    known.add("cortado.cli"); // the command mounts everything

    assertThat(classes.stream().map(c -> c.getPackageName()).distinct())
        .containsExactlyInAnyOrderElementsOf(known);
    System.out.println(
        "ArchitectureTest saw " + classes.size() + " classes in " + known.size() + " packages");
    assertThat(classes.size()).as("classes seen").isGreaterThan(150);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("cortado.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void eachForeignLibraryHasItsOnlyUser() {
    onlyUser("org.tensorflow..", "tensorflow");
    onlyUser("ai.djl..", "tensorflow");
    onlyUser("org.bytedeco.tensorflowlite..", "tflite");
    onlyUser("com.google.flatbuffers..", "tflite");
    onlyUser("io.jhdf..", "keras.hdf5");
    onlyUser("org.sqlite..", "workspace");
    onlyUser("tech.tablesaw.plotly..", "report", "display");
    onlyUser("org.jline..", "repl", "cli");
    onlyUser("org.dflib..", "kernel", "kernel.guest");
    onlyUser("io.github.spencerpark..", "kernel.guest");
  }

  private void onlyUser(String library, String... users) {
    String[] packages =
        List.of(users).stream().map(ArchitectureTest::packageName).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(classes);
  }

  private static void floor(String name, String... mayImport) {
    MAY_IMPORT.put(name, List.of(mayImport));
  }

  private static String packageName(String floor) {
    return "cortado." + floor;
  }
}
