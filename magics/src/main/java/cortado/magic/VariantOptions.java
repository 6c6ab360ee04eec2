package cortado.magic;

import java.util.Optional;
import picocli.CommandLine.Option;

/** From which variant a new one is made, and its name. */
final class VariantOptions {
  @Option(
      names = "--from",
      paramLabel = "VARIANT",
      description = "The variant to start from; the newest if not given.")
  private VariantName from;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Name of the new variant; made from the recipe if not given.")
  private String name;

  Optional<String> from() {
    return Optional.ofNullable(from).map(VariantName::value);
  }

  Optional<String> name() {
    return Optional.ofNullable(name);
  }
}
