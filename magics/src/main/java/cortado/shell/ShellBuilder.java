package cortado.shell;

import cortado.magic.Magics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a {@link Shell} is made of. */
public final class ShellBuilder {
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.function.*",
          "java.util.stream.*",
          "tech.tablesaw.api.*",
          "cortado.graph.*",
          "cortado.tensor.*",
          "cortado.session.*",
          "cortado.workspace.*",
          "static cortado.shell.Cell.*");

  final Supplier<Magics> magics;
  final List<String> imports = new ArrayList<>(IMPORTS);
  Optional<PrintStream> out = Optional.empty();
  Optional<PrintStream> err = Optional.empty();
  boolean verbose;
  private Optional<LazyEngine> java = Optional.empty();

  ShellBuilder(Supplier<Magics> magics) {
    this.magics = magics;
  }

  /** Where {@code System.out} and {@code System.err} go while a cell runs; else as they are. */
  public ShellBuilder output(PrintStream out, PrintStream err) {
    this.out = Optional.of(out);
    this.err = Optional.of(err);
    return this;
  }

  /** Adds an import to those that every cell sees, such as {@code java.time.*}. */
  public ShellBuilder imports(String... names) {
    imports.addAll(List.of(names));
    return this;
  }

  /** Whether internal errors show their whole trace. */
  public ShellBuilder verbose(boolean verbose) {
    this.verbose = verbose;
    return this;
  }

  /** Starts Java now, in the background, with the imports named so far. */
  public ShellBuilder startJava() {
    LazyEngine engine = new LazyEngine(imports);
    engine.start();
    java = Optional.of(engine);
    return this;
  }

  LazyEngine java() {
    return java.orElseGet(() -> new LazyEngine(imports));
  }

  public Shell build() {
    return new Shell(this);
  }
}
