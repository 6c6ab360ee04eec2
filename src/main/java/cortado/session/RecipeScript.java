package cortado.session;

import cortado.UserError;
import cortado.tensor.AtomicFile;
import cortado.workspace.DataSource;
import cortado.workspace.Origin;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A script of magics that makes a variant again, from its file and its data on. */
record RecipeScript(VariantCatalog catalog) {

  /**
   * @throws UserError if it cannot be written, or no magics make the variant
   */
  void write(Variant v, Path file) {
    String text = text(v);
    AtomicFile.write(file, beside -> Files.write(beside, text.getBytes(StandardCharsets.UTF_8)));
  }

  private String text(Variant v) {
    List<String> lines = new ArrayList<>();
    lines.add("// Makes " + v.name() + " again: cortado run THIS-FILE --workspace NEW-FOLDER");
    List<Variant> needed = needed(v);
    v.origin().ifPresent(o -> lines.addAll(madeWith(v, o, needed)));
    String data = "";
    for (Variant each : needed) {
      String source = each.recipe().data().isEmpty() ? data : data(each);
      if (!source.equals(data)) {
        lines.add(source);
        data = source;
      }
      lines.add(each.line());
    }
    v.files().forEach(f -> lines.add("// " + f));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> madeWith(Variant v, Origin o, List<Variant> needed) {
    String libraries =
        needed.stream()
            .flatMap(each -> each.origin().stream())
            .flatMap(each -> Stream.of(each.libraries().split(", ")))
            .filter(library -> !library.isEmpty())
            .distinct()
            .map(library -> ", " + library)
            .collect(Collectors.joining());
    return List.of(
        "// Run it in " + oneLine(o.folder()) + "; paths are relative to it.",
        "// Made on %s with Cortado %s%s, Java %s,"
            .formatted(
                v.created().toString().substring(0, 10), o.cortado(), libraries, oneLine(o.java())),
        "// with %d threads of %s, %s.".formatted(o.threads(), oneLine(o.cpu()), oneLine(o.os())));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** The variants that it takes, in the order in which they were made. */
  private List<Variant> needed(Variant v) {
    Set<String> names = new LinkedHashSet<>();
    add(v.name(), names);
    return catalog.all().stream().filter(each -> names.contains(each.name())).toList();
  }

  private void add(String name, Set<String> names) {
    if (names.add(name)) {
      Variant made = catalog.named(name);
      made.parent().ifPresent(p -> add(p, names));
      made.base().ifPresent(b -> add(b, names));
    }
  }

  /** The magic that brings the data of a variant. */
  private String data(Variant v) {
    String sha256 = v.recipe().data();
    return v.origin()
            .map(Origin::source)
            .or(
                () ->
                    catalog
                        .workspace()
                        .data()
                        .filter(d -> d.sha256().equals(sha256))
                        .map(DataSource::line))
            .orElseThrow(
                () ->
                    UserError.because(
                            "The data of "
                                + v.name()
                                + " is not known: an earlier Cortado made it, which did not note it")
                        .received("SHA-256 " + sha256)
                        .next("%data with what it was made with, then %export again"))
        + " --sha256 "
        + sha256;
  }
}
