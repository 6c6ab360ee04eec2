package cortado.magic;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = "Writes a variant to a file.",
    footer = {
      "",
      "%%export sparse80 sparse80.keras",
      "%%export sparse80 sparse80.h5",
      "%%export sparse80 saved/sparse80",
      "%%export sparse80-int8 sparse80-int8.tflite"
    })
final class ExportMagic implements Magic {
  private final MagicContext context;

  @Parameters(index = "0", paramLabel = "VARIANT", description = "What to write.")
  private VariantName variant;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description =
          "The ending tells the format: .keras (Keras 3), .h5 (Keras 2), .safetensors (%%load reads"
              + " it, too) or .tflite;"
              + " a folder without one becomes a SavedModel.")
  private Path file;

  ExportMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    return context.session().export(context.session().variant(variant.value()), file);
  }
}
