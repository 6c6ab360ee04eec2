package cortado.shell;

import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The list of all classes of the JDK and of the class path, which JShell makes as soon as anybody
 * asks it where a statement ends: half a second of a processor and 15 MB that only completion and
 * documentation need. It is held back until one of them is asked for; there is one for the whole
 * JVM.
 *
 * <p>Like {@link DirectCompiler} it needs JShell's package to be open; else nothing is held back.
 */
final class CodeIndex {
  private static final long PATIENCE_S = 1;
  private static final CountDownLatch WANTED = new CountDownLatch(1);
  private static ExecutorService indexer;

  private CodeIndex() {}

  /** To be called before JShell is asked to analyze anything. */
  static synchronized void holdBack() {
    if (indexer != null || WANTED.getCount() == 0) {
      return;
    }
    try {
      Field field = Class.forName("jdk.jshell.SourceCodeAnalysisImpl").getDeclaredField("INDEXER");
      field.setAccessible(true);
      indexer = (ExecutorService) field.get(null);
      indexer.execute(CodeIndex::awaitWanted);
    } catch (ReflectiveOperationException | RuntimeException e) {
      indexer = null; // not open, or another JDK
    }
  }

  private static void awaitWanted() {
    try {
      WANTED.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the list be made, and waits for it the first time. */
  static synchronized void want() {
    if (WANTED.getCount() > 0) {
      WANTED.countDown();
      awaitIndex();
    }
  }

  private static void awaitIndex() {
    if (indexer == null) {
      return;
    }
    try {
      indexer.submit(() -> {}).get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      return; // it is made in the background, and completion does with what is there
    }
  }
}
