package cortado.shell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/** Runs snippets in this JVM and keeps their real values and exceptions. */
final class InProcessControl extends DirectExecutionControl {
  private static final int MOST_FRAMES = 60;
  private static final int LAST_FRAMES = 3;

  private final ClassLoader loader;
  private volatile Object value;
  private volatile Throwable thrown;
  private volatile boolean running;

  private InProcessControl(CellClasses classes) {
    super(classes);
    loader = classes.loader();
  }

  static InProcessControl create() {
    return new InProcessControl(new CellClasses());
  }

  @Override
  protected String invoke(Method method) throws Exception {
    clear();
    running = true;
    try {
      value = method.invoke(null);
      return "";
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SPIResolutionException unresolved) {
        throw new ResolutionException(unresolved.id(), cause.getStackTrace());
      }
      thrown = cause;
      throw forJShell(cause);
    } finally {
      running = false;
    }
  }

  private static UserException forJShell(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    UserException copy =
        new UserException(message, e.getClass().getName(), userFrames(e.getStackTrace()));
    if (e.getCause() != null && e.getCause() != e) {
      copy.initCause(forJShell(e.getCause()));
    }
    return copy;
  }

  /** Of a deep stack the two ends only: JShell takes milliseconds to translate each frame. */
  private static StackTraceElement[] userFrames(StackTraceElement[] stack) {
    int end = stack.length;
    while (end > 0 && !stack[end - 1].getClassName().startsWith("REPL.")) {
      end--;
    }
    StackTraceElement[] top = Arrays.copyOf(stack, Math.min(end, MOST_FRAMES));
    if (end > MOST_FRAMES) {
      System.arraycopy(stack, end - LAST_FRAMES, top, MOST_FRAMES - LAST_FRAMES, LAST_FRAMES);
    }
    return top;
  }

  void clear() {
    value = null;
    thrown = null;
  }

  /** What the newest snippet returned. */
  Object value() {
    return value;
  }

  /** What the newest snippet threw, or null. */
  Throwable thrown() {
    return thrown;
  }

  /** Whether the user's code is running at this moment. */
  boolean running() {
    return running;
  }

  ClassLoader loader() {
    return loader;
  }
}
