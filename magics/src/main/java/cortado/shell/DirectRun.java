package cortado.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.RunException;

/** Runs snippets that declare nothing without the rounds that JShell makes for them. */
final class DirectRun {
  /** JShell counts from 1 and writes no zero before it: its own classes have other names. */
  private static final String CLASS = "$JShell$0";

  private static final String ID = "0";

  /** Above the code of a snippet. */
  private static final int HEADER_LINES = 1;

  private static final String METHOD = "do_it$";

  /** Those of cells count: more take longer than they save, and 8 MB for the code they leave. */
  private static final int REHEARSALS = 30;

  private static final int MOST_KNOWN = 100;

  /** What cells often are: an operation, a call, a statement. */
  private static final List<String> REHEARSED =
      List.of("1 + 2", "\"a\".length()", "for (int i = 0; i < 0; i++) System.out.println(i);");

  private static final Pattern OWN =
      Pattern.compile("REPL\\.\\$JShell\\$0(?<number>\\d+)(?:\\$(?<type>.+))?");

  private final InProcessControl control;
  private final SnippetPlaces places;
  private final Optional<DirectCompiler> compiler;
  private final Supplier<String> imports;

  /** Cells are often run again as they are. */
  private final Map<String, String> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private NarrowImports header;
  private int rehearsals;
  private int count;

  /**
   * @param imports those that JShell does not know yet
   */
  DirectRun(
      JShell shell, InProcessControl control, SnippetPlaces places, Supplier<String> imports) {
    this.imports = imports;
    this.control = control;
    this.places = places;
    this.compiler = DirectCompiler.of(shell);
  }

  /**
   * What came of a snippet.
   *
   * @param value to be shown, or null
   * @param exception that it threw, or null
   */
  record Result(Object value, JShellException exception) {}

  /** Something may have been declared. */
  void forgetDeclarations() {
    header = null;
  }

  /**
   * Runs a snippet.
   *
   * @param line where its source begins in the cell, counted from 0
   * @return nothing if JShell has to: it was not run
   */
  Optional<Result> run(String snippet, int line) {
    Optional<DirectCode> code = compiler.flatMap(c -> DirectCode.of(snippet));
    if (code.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<String> name = loaded(code.get(), snippet);
      if (name.isEmpty()) {
        return Optional.empty(); // JShell says what is wrong with it, or what it declares
      }
      places.put(ID + name.get().substring(CLASS.length()), line, snippet);
      return Optional.of(run("REPL." + name.get(), code.get()));
    } catch (ReflectiveOperationException | ExecutionControlException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The class that a snippet became now, or when it was run before and meant the same. */
  private Optional<String> loaded(DirectCode code, String snippet)
      throws ReflectiveOperationException, ExecutionControlException {
    String meaning = source("", code, snippet);
    String before = known.get(meaning);
    if (before != null) {
      return Optional.of(before);
    }
    String name = CLASS + ++count;
    List<ClassBytecodes> classes = compiler.get().compile(source(name, code, snippet));
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    control.load(classes.toArray(ClassBytecodes[]::new));
    if (classes.size() == 1) { // others could hold what the first run left in them
      known.put(meaning, name);
    }
    return Optional.of(name);
  }

  /**
   * Compiles something that is never run, because the compiler is slow until the JVM has compiled
   * it itself.
   *
   * @return whether doing so again helps
   */
  boolean rehearseOnce() {
    if (compiler.isEmpty() || count + rehearsals >= REHEARSALS) {
      return false;
    }
    try {
      String snippet = REHEARSED.get(rehearsals++ % REHEARSED.size());
      compiler.get().compile(source(CLASS, DirectCode.of(snippet).orElseThrow(), snippet));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  private Result run(String className, DirectCode code)
      throws ReflectiveOperationException, ExecutionControlException {
    try {
      control.invoke(className, METHOD);
      return new Result(code.hasValue() ? control.value() : null, null);
    } catch (RunException e) {
      JShellException exception = compiler.get().translate(e);
      for (Throwable t = exception; t != null; t = t.getCause()) {
        t.setStackTrace(named(t.getStackTrace()));
      }
      return new Result(null, exception);
    }
  }

  private String source(String name, DirectCode code, String snippet)
      throws ReflectiveOperationException {
    if (header == null) {
      header = new NarrowImports(compiler.get().header() + imports.get());
    }
    return header.of(snippet) + "\ninterface " + name + " { " + code.body() + "\n}\n";
  }

  /** As JShell names the frames of its own snippets. */
  private StackTraceElement[] named(StackTraceElement[] stack) {
    List<StackTraceElement> named = new ArrayList<>();
    boolean inside = false;
    for (StackTraceElement f : stack) {
      Matcher m = OWN.matcher(f.getClassName());
      if (!m.matches()) {
        named.add(f);
      } else if (!f.getMethodName().equals(METHOD) || !inside) {
        // The lambda that an expression is in has a frame, and so has the method around it.
        inside = f.getMethodName().startsWith("lambda$" + METHOD);
        String method = f.getMethodName().contains(METHOD) ? "" : f.getMethodName();
        String type = m.group("type") == null ? "" : m.group("type");
        String id = "#" + ID + m.group("number");
        named.add(new StackTraceElement(type, method, id, f.getLineNumber() - HEADER_LINES));
      }
    }
    return named.toArray(StackTraceElement[]::new);
  }
}
