package cortado.kernel;

import cortado.UserError;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where Jupyter looks for kernelspecs. */
final class KernelsFolder {
  private final Map<String, String> environment;
  private final Path home;
  private final String system;

  /**
   * @param system the value of the property {@code os.name}
   */
  KernelsFolder(Map<String, String> environment, Path home, String system) {
    this.environment = environment;
    this.home = home;
    this.system = system.toLowerCase(Locale.ROOT);
  }

  /** The kernelspecs of this user. */
  Path ofUser() {
    return variable("JUPYTER_DATA_DIR").orElseGet(this::dataFolder).resolve("kernels");
  }

  private Path dataFolder() {
    if (system.contains("mac")) {
      return home.resolve("Library/Jupyter");
    }
    if (system.contains("windows")) {
      return variable("APPDATA").orElse(home.resolve("AppData/Roaming")).resolve("jupyter");
    }
    return variable("XDG_DATA_HOME").orElse(home.resolve(".local/share")).resolve("jupyter");
  }

  /** The kernelspecs below a prefix such as {@code /usr/local}. */
  Path below(Path prefix) {
    return prefix.toAbsolutePath().normalize().resolve("share/jupyter/kernels");
  }

  /**
   * The kernelspecs of the active Python environment.
   *
   * @throws UserError if none is active
   */
  Path ofEnvironment() {
    return variable("VIRTUAL_ENV")
        .or(() -> variable("CONDA_PREFIX"))
        .map(this::below)
        .orElseThrow(
            () ->
                UserError.because("No Python environment is active")
                    .allowed("one that sets VIRTUAL_ENV or CONDA_PREFIX")
                    .next("Activate it, or use --prefix DIR."));
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
  }
}
