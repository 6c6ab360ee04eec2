package cortado.kernel;

import cortado.UserError;
import cortado.magic.Console;
import cortado.magic.Magic;
import cortado.magic.MagicContext;
import cortado.magic.Magics;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The kernel with two magics that need no model. */
public final class TestKernelMain {
  private TestKernelMain() {}

  public static void main(String[] args) throws Exception {
    KernelMain.run(Path.of(args[0]), TestKernelMain::magics);
    System.exit(0);
  }

  private static Magics magics() {
    Magics magics =
        new Magics(
            () -> {
              throw new IllegalStateException("this test has no session");
            });
    magics.register(c -> new Half());
    magics.register(Work::new);
    return magics;
  }

  @Command(name = "half", description = "Halves a number.")
  static final class Half implements Magic {
    @Parameters(paramLabel = "NUMBER", description = "What to halve.")
    private double number;

    @Option(names = "--exact", description = "Refuse odd numbers.")
    private boolean exact;

    @Override
    public Object call() {
      if (exact && number % 2 != 0) {
        throw UserError.because("The number is odd").received(number).allowed("even numbers");
      }
      return number / 2;
    }
  }

  @Command(name = "work", description = "Works until it is done or interrupted.")
  static final class Work implements Magic, Callable<Object> {
    private final Console console;

    @Option(names = "--seconds", description = "How long.")
    private double seconds = 60;

    Work(MagicContext context) {
      console = context.console();
    }

    @Override
    public Object call() {
      try (Console.ProgressBar bar = console.progress("work")) {
        for (int i = 1; i <= 100; i++) {
          bar.update(i / 100.0, "step " + i);
          Thread.sleep((long) (10 * seconds));
        }
        return "worked";
      } catch (InterruptedException e) {
        throw new CancellationException();
      }
    }
  }
}
