package cortado.magic;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "model",
    description = {
      "Makes a fresh, untrained model.",
      "unet makes masks: --filters 8,16,32,64,128, images of 128x128x1.",
      "vgg tells classes, with two convolutions for each of --filters 8,16,32,64 and --dense 64:"
          + " images of 64x64x1, 2 classes.",
      "vgg16 is the one of Keras' applications: images of 224x224x3, 1000 classes, 138 million"
          + " parameters."
    },
    footer = {
      "",
      "%%model unet --filters 8,16,32,64,128 --size 128",
      "%%model vgg --filters 8,16,32 --dense 64 --size 64 --classes 3",
      "%%model vgg16"
    })
final class ModelMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      paramLabel = "KIND",
      completionCandidates = Names.Models.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String kind;

  @Option(
      names = "--filters",
      split = ",",
      paramLabel = "N",
      description = "Filters of each level or block, from the image on.")
  private List<Integer> filters;

  @Option(
      names = "--dense",
      split = ",",
      paramLabel = "N",
      description = "Units of the fully connected layers before the classes.")
  private List<Integer> dense;

  @Option(names = "--classes", paramLabel = "N", description = "Classes to tell apart.")
  private Integer classes;

  @Option(names = "--size", paramLabel = "PIXELS", description = "Height and width of the image.")
  private Integer size;

  @Option(names = "--channels", paramLabel = "N", description = "Channels of the image.")
  private Integer channels;

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
    Architecture a = Architecture.named(kind);
    Architecture.Form usual = a.usual();
    Architecture.Form form =
        new Architecture.Form(
            or(size, usual.size()),
            or(channels, usual.channels()),
            or(filters, usual.filters()),
            or(dense, usual.dense()),
            or(classes, usual.classes()));
    return context.session().create(a.graph(form), a.line(form), seed, Optional.ofNullable(name));
  }

  private static <T> T or(T asked, T usual) {
    return asked == null ? usual : asked;
  }
}
