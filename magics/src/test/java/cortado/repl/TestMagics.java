package cortado.repl;

import cortado.UserError;
import cortado.magic.Console;
import cortado.magic.Magic;
import cortado.magic.MagicContext;
import cortado.magic.Magics;
import cortado.report.Chart;
import java.util.List;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Magics that end at once, for tests of the front ends. */
public final class TestMagics {
  private TestMagics() {}

  /** The magics of help, and one that plays all parts. */
  public static Magics create() {
    Magics magics =
        new Magics(
            () -> {
              throw new IllegalStateException("these tests have no session");
            });
    magics.register(Play::new);
    return magics;
  }

  @Command(name = "play", description = "Plays a part.")
  static final class Play implements Magic {
    private final MagicContext context;

    @Parameters(arity = "0..1", description = "Which part.")
    private String part = "card";

    @Option(names = "--loud", description = "Whether it shouts.")
    private boolean loud;

    Play(MagicContext context) {
      this.context = context;
    }

    @Override
    public Object call() throws Exception {
      return switch (part) {
        case "chart" -> chart();
        case "progress" -> progress(context.console());
        case "mistake" -> throw UserError.because("No such thing").received(part).next("%help");
        case "sleep" -> sleep();
        default -> loud ? part.toUpperCase(java.util.Locale.ROOT) : part;
      };
    }

    private static Chart chart() {
      Chart.PointSeries s = new Chart.PointSeries("s", List.of(new Chart.Point(1, 2, "p")));
      return new Chart.Points("Loss", "x", "y", List.of(s));
    }

    private static Object progress(Console console) {
      try (Console.ProgressBar bar = console.progress("playing")) {
        bar.update(0.1, "first");
        System.out.println("printed meanwhile");
        bar.update(1, "last");
      }
      console.show("shown before the value");
      return List.of(1, 2);
    }

    private static Object sleep() {
      try {
        Thread.sleep(60_000);
        return "slept";
      } catch (InterruptedException e) {
        throw new CancellationException("interrupted");
      }
    }
  }
}
