package cortado.magic;

import picocli.CommandLine.Command;

@Command(
    name = "undo",
    description =
        "Takes back the last step: drops the variant that was made last, restores what was dropped, or"
            + " gives a variant its former name.",
    footer = {
      "",
      "%%undo",
      "",
      "Each call goes one step further back; a sweep has one for each of its variants. Training in",
      "vain is not lost: %%session restore NAME brings back what it dropped, until %%session gc."
    })
final class UndoMagic implements Magic {
  private final MagicContext context;

  UndoMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    return context.session().housekeeping().undo();
  }
}
