package cortado.magic;

import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "lsmagic", description = "Lists the names of all magics.")
final class LsMagic implements Magic {
  private final MagicContext context;

  LsMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    return context.magics().ordered().stream().map(n -> "%" + n).collect(Collectors.joining(" "));
  }
}
