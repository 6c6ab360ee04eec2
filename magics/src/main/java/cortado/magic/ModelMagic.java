package cortado.magic;

import cortado.UserError;
import cortado.graph.UNet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "model",
    description = "Makes a fresh, untrained model.",
    footer = {"", "%%model unet --filters 8,16,32,64,128 --size 128"})
final class ModelMagic implements Magic {
  private final MagicContext context;

  @Parameters(paramLabel = "KIND", description = "unet.")
  private String kind;

  @Option(
      names = "--filters",
      split = ",",
      paramLabel = "N",
      defaultValue = "8,16,32,64,128",
      description = "Filters of each level, from the top down; ${DEFAULT-VALUE} if not given.")
  private List<Integer> filters;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "128",
      description = "Height and width of the image; ${DEFAULT-VALUE} if not given.")
  private int size;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "1",
      description = "Channels of the image; ${DEFAULT-VALUE} if not given.")
  private int channels;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Decides the weights; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(names = "--as", paramLabel = "NAME", description = "Name of the variant.")
  private String name;

  ModelMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    if (!kind.equals("unet")) {
      throw UserError.because("There is no such model").received(kind).allowed("unet");
    }
    String filterList = String.join(",", filters.stream().map(String::valueOf).toList());
    String architecture =
        "model unet --filters %s --size %d --channels %d".formatted(filterList, size, channels);
    return context
        .session()
        .create(UNet.of(size, channels, filters), architecture, seed, Optional.ofNullable(name));
  }
}
