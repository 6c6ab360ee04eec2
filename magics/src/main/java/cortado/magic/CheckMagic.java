package cortado.magic;

import cortado.explain.Compatibility;
import cortado.explain.Target;
import cortado.report.CompatibilityReport;
import cortado.workspace.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = "Tells which operators of a variant's TFLite file some hardware takes.",
    footer = {
      "",
      "cpu              the TFLite runtime: every built-in operator",
      "edgetpu          Coral Edge TPU: 8-bit integers only",
      "microcontroller  TFLite Micro: what it has no kernel for does not run at all",
      "gpu              the GPU delegate of phones: floats, or integers computed as floats",
      "",
      "It goes by their public documentation, and names it.",
      "",
      "%%check --target microcontroller",
      "%%check sparse80-int8 --target edgetpu"
    })
final class CheckMagic implements Magic {
  private final MagicContext context;

  @Parameters(arity = "0..1", paramLabel = "VARIANT", description = "The newest if not given.")
  private VariantName variant;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "NAME",
      completionCandidates = Names.Targets.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String target;

  CheckMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Target chosen = Target.named(target);
    Variant v = ChosenVariant.of(context.session(), variant);
    String from = v.isQuantized() ? v.parent().orElse(v.name()) : v.name();
    return new CompatibilityReport(
        Compatibility.of(v.name(), context.session().tfliteFile(v), chosen, from));
  }
}
