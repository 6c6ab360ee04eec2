package cortado.magic;

import cortado.data.NamedFile;
import picocli.CommandLine;

/** The grammar that all magics share. */
final class MagicSyntax {
  private MagicSyntax() {}

  static CommandLine of(Magic magic) {
    CommandLine command = new CommandLine(magic);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpWidth(100);
    command.setExpandAtFiles(false);
    command.setUnmatchedOptionsArePositionalParams(false);
    command.getCommandSpec().usageMessage().synopsisHeading("%%");
    command.setSeparator(" ");
    command.registerConverter(VariantName.class, VariantName::new);
    command.registerConverter(NamedFile.class, NamedFile::parse);
    return command;
  }
}
