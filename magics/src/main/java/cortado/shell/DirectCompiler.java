package cortado.shell;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * JShell's own compiler, asked once: for code that declares nothing. {@link JShell#eval} asks it
 * four times for an expression and keeps a variable for its value.
 *
 * <p>It needs {@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED}, and that the JDK is built as
 * those of today are; else there is none, and cells are as they are with JShell, but slower.
 */
final class DirectCompiler {
  private final Object maps;
  private final Method imports;
  private final Object tasks;
  private final Method compile;
  private final Class<?> worker;
  private final Constructor<?> outer;
  private final Method wrap;
  private final Map<?, ?> tracked;
  private final Map<?, ?> written;
  private final Object eval;
  private final Method exception;
  private final ClassLoader loader = JShell.class.getClassLoader();

  private DirectCompiler(JShell shell) throws ReflectiveOperationException {
    maps = field(shell, "maps");
    imports = method(maps.getClass(), "packageAndImportsExcept", Set.class, Collection.class);
    tasks = field(shell, "taskFactory");
    worker = internal("TaskFactory$Worker");
    compile = method(tasks.getClass(), "compile", Collection.class, worker);
    outer = open(internal("OuterWrap").getDeclaredConstructor(internal("Wrap")));
    wrap = method(internal("Wrap"), "simpleWrap", String.class);
    tracked = (Map<?, ?>) field(field(shell, "classTracker"), "map");
    written = (Map<?, ?>) field(field(tasks, "fileManager"), "classObjects");
    eval = field(shell, "eval");
    exception = method(eval.getClass(), "asJShellException", Throwable.class);
  }

  static Optional<DirectCompiler> of(JShell shell) {
    if (!JShell.class.getModule().isOpen("jdk.jshell", DirectCompiler.class.getModule())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DirectCompiler(shell));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty(); // another JDK
    }
  }

  /** The package and the imports through which code sees all that was declared. */
  String header() throws ReflectiveOperationException {
    return (String) imports.invoke(maps, null, List.of());
  }

  /**
   * Compiles one source.
   *
   * @return its classes; none if it is not valid
   */
  List<ClassBytecodes> compile(String source) throws ReflectiveOperationException {
    Object unit = outer.newInstance(wrap.invoke(null, source));
    List<ClassBytecodes> classes = new ArrayList<>();
    Object task =
        Proxy.newProxyInstance(
            loader, new Class<?>[] {worker}, (p, m, a) -> classes.addAll(classes(a[0], unit)));
    compile.invoke(tasks, List.of(unit), task);
    return classes;
  }

  private List<ClassBytecodes> classes(Object task, Object unit)
      throws ReflectiveOperationException {
    List<ClassBytecodes> classes = new ArrayList<>();
    if ((boolean) method(task.getClass(), "compile").invoke(task)) {
      Method list = method(task.getClass(), "classList", unit.getClass());
      for (Object name : (List<?>) list.invoke(task, unit)) {
        // Nothing can refer to these, so that the compiler need not list them ever after.
        written.remove(name);
        Object info = tracked.remove(name);
        classes.add((ClassBytecodes) method(info.getClass(), "toClassBytecodes").invoke(info));
      }
    }
    return classes;
  }

  /** An exception of the execution control as JShell tells it. */
  JShellException translate(Exception thrown) throws ReflectiveOperationException {
    return (JShellException) exception.invoke(eval, thrown);
  }

  private Class<?> internal(String name) throws ClassNotFoundException {
    return Class.forName("jdk.jshell." + name, false, loader);
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field f = of.getClass().getDeclaredField(name);
    return open(f).get(of);
  }

  private static Method method(Class<?> of, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return open(
        Arrays.stream(of.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .filter(m -> Arrays.equals(m.getParameterTypes(), parameters))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(name)));
  }

  private static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }
}
