package cortado.kernel;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the kernel known to Jupyter, or unknown again. */
@Command(
    name = "kernel",
    description = "Makes the Jupyter kernel known to Jupyter, or unknown again.",
    subcommands = {KernelCommand.Install.class, KernelCommand.Uninstall.class},
    synopsisSubcommandLabel = "(install | uninstall)")
public final class KernelCommand {

  /** Where the kernelspec goes; the user's own folder unless told otherwise. */
  static final class Place {
    @ArgGroup private Choice choice = new Choice();

    private static final class Choice {
      @Option(names = "--user", description = "For this user; the default.")
      private boolean user;

      @Option(names = "--prefix", paramLabel = "DIR", description = "Below DIR/share/jupyter.")
      private Path prefix;

      @Option(names = "--sys-prefix", description = "For the active Python environment.")
      private boolean environment;
    }

    private Kernelspec kernelspec() {
      KernelsFolder folder =
          new KernelsFolder(
              System.getenv(),
              Path.of(System.getProperty("user.home")),
              System.getProperty("os.name"));
      if (choice.prefix != null) {
        return new Kernelspec(folder.below(choice.prefix));
      }
      return new Kernelspec(choice.environment ? folder.ofEnvironment() : folder.ofUser());
    }
  }

  @Command(name = "install", description = "Writes the kernelspec, over an older one.")
  static final class Install implements Callable<Integer> {
    @Mixin private Place place;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      Kernelspec kernelspec = place.kernelspec();
      Path folder = kernelspec.install(KernelMain.class.getName());
      PrintWriter out = spec.commandLine().getOut();
      out.println("Installed the kernel Java (Cortado) in " + folder);
      out.flush(); // what follows takes half a minute
      if (kernelspec.archive().make()) {
        out.println("Its classes are in an archive there, so that it starts faster.");
      }
      return 0;
    }
  }

  @Command(name = "uninstall", description = "Takes the kernelspec away.")
  static final class Uninstall implements Callable<Integer> {
    @Mixin private Place place;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().println("Removed " + place.kernelspec().uninstall());
      return 0;
    }
  }
}
