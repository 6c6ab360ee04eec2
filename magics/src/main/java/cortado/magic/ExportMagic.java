package cortado.magic;

import cortado.session.Session;
import cortado.session.Variant;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = "Writes a variant to a file.",
    footer = {
      "",
      "%%export sparse80 sparse80.keras",
      "%%export sparse80 sparse80.h5",
      "%%export sparse80 saved/sparse80",
      "%%export sparse80-int8 sparse80-int8.tflite",
      "%%export sparse80 sparse80.tflite --sparse"
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

  @Option(
      names = "--sparse",
      description =
          "Leave the zeros of kernels out of a .tflite file where that is smaller. The runtime puts"
              + " them back when it loads the file: it saves bytes, not RAM, not time.")
  private boolean sparse;

  ExportMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Session session = context.session();
    Variant what = session.variant(variant.value());
    if (!sparse) {
      return session.export(what, file);
    }
    try (ProgressReport progress = context.progress("export")) {
      return session.exportSparse(what, file, progress);
    }
  }
}
