package cortado.magic;

import cortado.UserError;
import cortado.session.Session;
import cortado.workspace.Variant;
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
      "%%export sparse80 sparse80.tflite --sparse",
      "%%export sparse80-int8 sparse80-int8.cortado"
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
              + " a folder without one becomes a SavedModel; .cortado is a script of magics that makes"
              + " the variant again.")
  private Path file;

  @Option(
      names = "--sparse",
      description =
          "Leave the zeros of kernels out of a .tflite file where that is smaller. The runtime puts"
              + " them back when it loads the file: it saves bytes, not RAM, not time.")
  private boolean sparse;

  @Option(
      names = "--recipe",
      description =
          "Write the script of magics that makes the variant again, whatever the ending: with all"
              + " defaults, seeds and checksums, to be run by cortado run FILE.")
  private boolean recipe;

  ExportMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Session session = context.session();
    Variant what = session.variant(variant.value());
    if (recipe && sparse) {
      throw UserError.because("A recipe has no zeros to leave out")
          .received("--recipe --sparse")
          .allowed("one of them");
    } else if (recipe) {
      return session.exportRecipe(what, file);
    } else if (!sparse) {
      return session.export(what, file);
    }
    try (ProgressReport progress = context.progress("export")) {
      return session.exportSparse(what, file, progress);
    }
  }
}
