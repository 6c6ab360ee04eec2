package cortado.magic;

import cortado.report.History;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description =
        "Tells how each variant was made; or one with all its ancestors, to the last option, and on what.",
    footer = {"", "%%history", "%%history sparse80-int8"})
final class HistoryMagic implements Magic {
  private final MagicContext context;

  @Parameters(arity = "0..1", paramLabel = "VARIANT", description = "All if not given.")
  private VariantName variant;

  HistoryMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    return variant == null
        ? new History(context.session().variants())
        : History.of(context.session().history(Optional.of(variant.value())));
  }
}
