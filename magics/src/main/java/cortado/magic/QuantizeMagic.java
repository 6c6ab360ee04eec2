package cortado.magic;

import cortado.UserError;
import cortado.quantize.LayerScheme;
import cortado.quantize.QuantizationMethod;
import cortado.session.QuantizeRequest;
import cortado.train.ErrorBudget;
import cortado.workspace.Hyperparameters;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "quantize",
    description = "Makes a TFLite variant of smaller numbers.",
    footer = {
      "",
      "float16  weights of 2 bytes; computes in float32",
      "dynamic  weights of 1 byte; activations are quantized as it runs",
      "int4     as dynamic, convolutions with weights of half a byte: smallest, and slowest",
      "int8     weights and activations of 1 byte, calibrated on training samples",
      "uint8    as int8, without signs and with one scale for each kernel, for older accelerators",
      "int16x8  activations of 2 bytes, weights of 1: near float32, for processors without floats",
      "",
      "With data at hand, the error of each output against the float model is told: its ratio of",
      "signal to quantization noise (SQNR) and the largest difference.",
      "",
      "%%quantize int8",
      "%%quantize int8 --aware --epochs 2",
      "%%quantize int8 --io uint8",
      "%%quantize int16x8 --io int16",
      "%%quantize int8 --calibration mse --calibrate 32",
      "%%quantize int8 --correct equalize,bias",
      "%%quantize int8 --within \"loss<=1.01x\"",
      "%%quantize float16 --fold-width",
      "%%quantize int8 --skip conv2d_1 --layer \"up*=float16\"",
      "%%quantize float16 --from sparse80"
    })
final class QuantizeMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      paramLabel = "SCHEME",
      completionCandidates = Names.Schemes.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String scheme;

  @Option(
      names = "--io",
      paramLabel = "TYPE",
      defaultValue = "float",
      completionCandidates = Names.Edges.class,
      description =
          "What a file of integers takes and gives: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not"
              + " given. Accelerators and microcontrollers want integers, in which a sigmoid or softmax"
              + " ends at 255/256; with float the last one is computed in float32. int16x8"
              + " knows float and int16.")
  private String io;

  @Option(
      names = "--layer",
      paramLabel = "PATTERN=SCHEME",
      completionCandidates = Names.LayerSchemes.class,
      description =
          "Another scheme for some layers, such as up*=float16; float32, float16, dynamic, int4, int8,"
              + " uint8 or int16x8."
              + " May be given several times; the last that fits a layer decides.")
  private List<String> layers = List.of();

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "PATTERN",
      completionCandidates = Names.Layers.class,
      description = "Layers that stay float32, such as conv2d_1 or up*, whatever --layer says.")
  private List<String> skip = List.of();

  @Option(
      names = "--calibrate",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Training samples to calibrate int8 on, which --seed chooses; ${DEFAULT-VALUE} if not"
              + " given.")
  private int samples;

  @Option(
      names = "--calibration",
      paramLabel = "NAME",
      defaultValue = "min-max",
      completionCandidates = Names.Calibrations.class,
      description =
          "How int8 finds the range of each activation: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if"
              + " not given. The others let rare values saturate, so that the rest has finer codes.")
  private String calibration;

  @Option(
      names = "--correct",
      split = ",",
      paramLabel = "NAME",
      completionCandidates = Names.Corrections.class,
      description =
          "Change the float model first, without training, so that int8 changes its outputs less:"
              + " equalize evens out the ranges of channels between two layers (for depthwise nets),"
              + " bias takes out of biases what rounded kernels add on average.")
  private List<String> corrections = List.of();

  @Option(
      names = "--within",
      paramLabel = "GOAL",
      converter = BudgetText.class,
      description =
          "Keep the fewest layers in float16 that let the loss, or a metric, stay so good:"
              + " loss<=1.01x (times the loss before), loss<=0.11, dice>=0.99x. It is measured on"
              + " validation samples, or on training samples that calibration does not see.")
  private ErrorBudget within;

  @Option(
      names = "--fold-width",
      description =
          "Let convolutions of up to 8 channels compute several neighbouring pixels at once: the same"
              + " numbers in less time, from larger kernels. Works with float32, too.")
  private boolean foldsWidth;

  @Option(
      names = "--aware",
      description =
          "Train while all numbers are rounded as the int8 file rounds them; zeros stay. The options"
              + " of training are for this only.")
  private boolean aware;

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs of --aware; 2 if not given.")
  private Integer epochs;

  @Mixin private final TrainingOptions training = new TrainingOptions(QuantizeRequest.DEFAULTS);
  @Mixin private VariantOptions variant;

  QuantizeMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    QuantizeRequest request =
        new QuantizeRequest(
            variant.from(),
            method(),
            samples,
            training.seed(),
            how(),
            Optional.ofNullable(within),
            variant.name());
    try (ProgressReport progress = context.progress("quantize")) {
      return context.session().quantize(request, progress);
    }
  }

  private Optional<Hyperparameters> how() {
    Hyperparameters given = training.hyperparameters(epochs);
    if (!aware && !given.equals(QuantizeRequest.DEFAULTS.withSeed(training.seed()))) {
      throw UserError.because("Quantizing trains with --aware only")
          .received("options of training without it")
          .next("%quantize int8 --aware, or leave them out");
    }
    return aware ? Optional.of(given) : Optional.empty();
  }

  private QuantizationMethod method() {
    return QuantizationMethod.of(scheme)
        .withIo(io)
        .withCalibration(calibration)
        .withCorrections(corrections)
        .withFoldedWidth(foldsWidth)
        .withLayers(layers.stream().map(LayerScheme::parse).toList())
        .withSkip(skip);
  }
}
