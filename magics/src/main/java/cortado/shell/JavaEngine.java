package cortado.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** JShell in this JVM: evaluates the Java of a cell, statement by statement. */
final class JavaEngine implements AutoCloseable {
  /** After a cell the next may come at once; what can wait is done later. */
  private static final long QUIET_NS = 300_000_000;

  private final InProcessControl control = InProcessControl.create();
  private final SnippetPlaces places = new SnippetPlaces();
  private final CompilerPath path = new CompilerPath(System.getProperty("java.class.path"));
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final DirectRun direct;
  private final StandardImports imports;
  private int busy;
  private long used = System.nanoTime();

  JavaEngine(List<String> imports) {
    shell =
        JShell.builder().executionEngine(provider(), Map.of()).fileManager(path::applyTo).build();
    CodeIndex.holdBack();
    analysis = shell.sourceCodeAnalysis();
    this.imports = new StandardImports(imports, this::declareImport);
    direct = new DirectRun(shell, control, places, this.imports::text);
    wake();
  }

  private void declareImport(String source) {
    shell.eval(source);
    direct.forgetDeclarations();
  }

  /**
   * Makes JShell itself ready and the compiler warm, a little at each call, while code that
   * declares nothing can already run.
   *
   * @return whether there is more to do
   */
  synchronized boolean prepare() {
    boolean quiet = busy == 0 && System.nanoTime() - used > QUIET_NS;
    return !quiet || imports.declareOne() || direct.rehearseOnce();
  }

  /** Nothing is prepared while this is held; code that was left behind may hold it for ever. */
  private Busy busy() {
    synchronized (this) {
      busy++;
    }
    return () -> {
      synchronized (this) {
        busy--;
        used = System.nanoTime();
      }
    };
  }

  private interface Busy extends AutoCloseable {
    @Override
    void close();
  }

  /** The first expression takes a while, and nobody waits for this one. */
  private void wake() {
    analysis.analyzeCompletion("0");
    if (direct.run("0", 0).isEmpty()) {
      evalAll("0").forEach(event -> forgetUnnamed(event.snippet()));
    }
    control.clear();
  }

  private ExecutionControlProvider provider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "in-process";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return control;
      }
    };
  }

  /**
   * Evaluates Java.
   *
   * @param cell a number for the cell that it stands in
   * @return the value of the last snippet if it is an expression, else null
   * @throws CellFailure if it does not compile or throws
   */
  Object eval(CellPart.Java part, int cell) {
    try (Busy held = busy()) {
      return evalHere(part, cell);
    }
  }

  private Object evalHere(CellPart.Java part, int cell) {
    places.enter(cell);
    Object value = null;
    List<Snippet> made = new ArrayList<>();
    String rest = part.text();
    int at = part.line();
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      String source = info.completeness().isComplete() ? info.source() : rest;
      if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
        break;
      }
      int first = at + leadingLines(source);
      Optional<DirectRun.Result> ran = direct.run(source.strip(), first);
      if (ran.isPresent()) {
        value = outcome(ran.get());
      } else {
        for (SnippetEvent event : evalAll(source.stripLeading())) {
          if (event.causeSnippet() == null) {
            places.put(event.snippet().id(), first, event.snippet().source());
            made.add(event.snippet());
            value = outcome(event);
            forgetUnnamed(event.snippet());
          }
        }
      }
      String next = info.completeness().isComplete() ? info.remaining() : "";
      at += lines(rest) - lines(next);
      rest = next;
    }
    made.forEach(this::noteUnresolved);
    return value;
  }

  /** JShell keeps the value of each expression, and imports it into all that follows. */
  private void forgetUnnamed(Snippet snippet) {
    if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      shell.drop(snippet);
    }
  }

  private List<SnippetEvent> evalAll(String source) {
    imports.declareFor(source);
    List<SnippetEvent> events = shell.eval(source);
    if (!imports.areDeclared() && events.stream().anyMatch(JavaEngine::isRejected)) {
      imports.declareAll();
      events = shell.eval(source);
    }
    direct.forgetDeclarations();
    return events;
  }

  private static boolean isRejected(SnippetEvent event) {
    return event.status() == Snippet.Status.REJECTED;
  }

  private Object outcome(SnippetEvent event) {
    Snippet snippet = event.snippet();
    if (isRejected(event)) {
      throw CompileErrors.of(snippet.source(), shell.diagnostics(snippet).toList());
    }
    failIf(event.exception());
    return switch (snippet.subKind()) {
      case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND ->
          control.value();
      default -> null;
    };
  }

  private Object outcome(DirectRun.Result result) {
    failIf(result.exception());
    return result.value();
  }

  private void failIf(JShellException exception) {
    if (exception instanceof UnresolvedReferenceException unresolved) {
      throw unresolved(unresolved);
    }
    if (exception instanceof EvalException e) {
      throw UserTrace.of(control.thrown() == null ? e : control.thrown(), e, places);
    }
  }

  private CellFailure unresolved(UnresolvedReferenceException e) {
    String message = missing(e.getSnippet());
    return new CellFailure(
        new CellResult.Failure("UnresolvedReference", message, List.of(message)), e);
  }

  private String missing(jdk.jshell.DeclarationSnippet snippet) {
    List<String> names = shell.unresolvedDependencies(snippet).toList();
    return snippet.name() + " cannot be used until this is declared: " + String.join(", ", names);
  }

  private void noteUnresolved(Snippet snippet) {
    if (snippet instanceof jdk.jshell.DeclarationSnippet d) {
      Snippet.Status status = shell.status(snippet);
      if (status == Snippet.Status.RECOVERABLE_DEFINED
          || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
        System.err.println(missing(d));
      }
    }
  }

  /** Gives a variable the value that {@link Cell#last} returns. */
  void bind(CellPart.Target target, Object value) {
    String name = target.name();
    String source =
        switch (target.type()) {
          case "" -> name + " = (" + typeOf(name) + ") cortado.shell.Cell.last();";
          case "var" -> declare(ValueType.of(value), name);
          default -> declare(target.type(), name);
        };
    try (Busy held = busy()) {
      evalAll(source).stream().filter(e -> e.causeSnippet() == null).forEach(this::outcome);
    }
  }

  /**
   * The value of a variable.
   *
   * @throws cortado.UserError if there is none
   */
  Object value(String variable, int cell) {
    typeOf(variable);
    return eval(new CellPart.Java(0, variable), cell);
  }

  private static String declare(String type, String name) {
    return type + " " + name + " = (" + type + ") cortado.shell.Cell.last();";
  }

  private String typeOf(String variable) {
    return shell
        .variables()
        .filter(v -> v.name().equals(variable))
        .map(jdk.jshell.VarSnippet::typeName)
        .findFirst()
        .orElseThrow(
            () ->
                cortado.UserError.because("There is no variable " + variable)
                    .next(String.format(Locale.ROOT, "var %s = %%...", variable)));
  }

  /** What the end of a text is: complete, in need of more, or wrong. */
  SourceCodeAnalysis.Completeness completeness(String text) {
    CompletionInfo info = analysis.analyzeCompletion(text);
    while (info.completeness().isComplete() && !info.remaining().isBlank()) {
      info = analysis.analyzeCompletion(info.remaining());
    }
    return info.completeness();
  }

  /** Tells where statements end, of names nothing. */
  JavaCompletion syntax() {
    return new JavaCompletion(analysis);
  }

  JavaCompletion completion() {
    try (Busy held = busy()) {
      imports.declareAll();
    }
    CodeIndex.want();
    return syntax();
  }

  /** Adds jars and folders of classes that are not there yet. */
  void addToClassPath(List<Path> entries) {
    try (Busy held = busy()) {
      for (Path entry : entries) {
        if (!path.entries().contains(entry)) {
          shell.addToClasspath(entry.toString());
          path.add(entry);
        }
      }
    }
  }

  List<Path> classPath() {
    return path.entries();
  }

  ClassLoader loader() {
    return control.loader();
  }

  /** Whether the user's own code is running. */
  boolean running() {
    return control.running();
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private static int leadingLines(String text) {
    return lines(text.substring(0, text.length() - text.stripLeading().length()));
  }

  @Override
  public void close() {
    shell.close();
  }
}
