package cortado.magic;

import cortado.session.Session;
import cortado.workspace.Variant;

/** The variant that a user names, or the newest. */
final class ChosenVariant {
  private ChosenVariant() {}

  static Variant of(Session session, VariantName name) {
    return name == null ? session.newest() : session.variant(name.value());
  }
}
