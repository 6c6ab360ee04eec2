package cortado.magic;

import java.util.List;
import picocli.CommandLine.Option;

/** Which layers a magic is about. */
final class LayerOptions {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PATTERN",
      completionCandidates = Names.Layers.class,
      description = "Only these layers, such as conv2d_1 or up*; all if not given.")
  private List<String> only = List.of();

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "PATTERN",
      completionCandidates = Names.Layers.class,
      description = "Layers that are left alone, whatever --only says.")
  private List<String> skip = List.of();

  List<String> only() {
    return only;
  }

  List<String> skip() {
    return skip;
  }
}
