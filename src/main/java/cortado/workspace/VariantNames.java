package cortado.workspace;

import cortado.UserError;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names for new variants; case does not tell two names apart, as in the files of some systems. */
public final class VariantNames {
  private static final int LONGEST = 64;
  private static final String ALLOWED = "[A-Za-z0-9_][A-Za-z0-9._-]{0," + (LONGEST - 1) + "}";

  private final Set<String> taken;
  private final String way;

  VariantNames(Collection<Variant> variants) {
    this(variants, "--as ");
  }

  /**
   * @param way what stands before the name in a line, for errors
   */
  VariantNames(Collection<Variant> variants, String way) {
    this.way = way;
    taken = variants.stream().map(v -> folded(v.name())).collect(Collectors.toSet());
  }

  static boolean isName(String name) {
    return name.matches(ALLOWED);
  }

  /**
   * The name that was asked for, or the proposal, made unique by a number.
   *
   * @throws UserError if the name asked for is taken or has other characters
   */
  public String choose(Optional<String> asked, String proposal) {
    String name = asked.map(this::require).orElseGet(() -> unique(clean(proposal)));
    taken.add(folded(name));
    return name;
  }

  private String require(String name) {
    if (!isName(name)) {
      throw UserError.because("The name cannot be used")
          .received(name)
          .allowed("up to " + LONGEST + " letters, digits and . _ -, the first no . or -")
          .next(way + clean(name));
    }
    if (taken.contains(folded(name))) {
      throw UserError.because("There is already a variant of this name")
          .received(name)
          .next(way + unique(name));
    }
    return name;
  }

  private String unique(String name) {
    String candidate = name;
    for (int n = 2; taken.contains(folded(candidate)); n++) {
      String suffix = "-" + n;
      candidate = name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
    }
    return candidate;
  }

  private static String clean(String text) {
    String name = text.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[.-]+", "");
    return name.isEmpty() ? "model" : name.substring(0, Math.min(name.length(), LONGEST));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
