package cortado.magic;

import cortado.ops.ModelSummary;
import cortado.report.TfliteSummary;
import cortado.workspace.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "summary",
    description =
        "Lists the layers of a variant: shapes, parameters, multiply-adds, sparsity, how many values"
            + " kernels share after %%cluster; of a .tflite file that was loaded its operators.",
    footer = {"", "%%summary", "%%summary sparse80"})
final class SummaryMagic implements Magic {
  private final MagicContext context;

  @Parameters(arity = "0..1", paramLabel = "VARIANT", description = "The newest if not given.")
  private VariantName variant;

  SummaryMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Variant chosen = ChosenVariant.of(context.session(), variant);
    return chosen.isForeign()
        ? new TfliteSummary(chosen.name(), chosen.tflite().orElseThrow())
        : ModelSummary.of(chosen.model());
  }
}
