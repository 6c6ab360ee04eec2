package cortado.workspace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks through a workspace as it is opened, and repairs what a killed session left. */
record WorkspaceCheck(Index index, Store store) {

  /** What was found and done, in sentences; none if all is well. */
  List<String> run() throws IOException {
    List<String> told = new ArrayList<>();
    List<String> unfinished = store.clean();
    if (!unfinished.isEmpty()) {
      told.add("Deleted what was half-written: " + String.join(", ", unfinished) + ".");
    }
    VariantTable table = new VariantTable(index);
    List<VariantRow> rows = table.all();
    // Whole files stay: the step that was interrupted finds them when it is run again.
    Set<String> orphans = orphans(store, table);
    if (!orphans.isEmpty()) {
      told.add(
          "No variant has " + String.join(", ", orphans) + "; %session gc deletes such files.");
    }
    for (VariantRow row : rows) {
      for (String file : files(row)) {
        if (store.size(file) == 0) {
          told.add(lost(row.name(), file));
        }
      }
    }
    return List.copyOf(told);
  }

  private static String lost(String variant, String file) {
    return "%s cannot be used: its file %s is missing or empty. Next: %%history %s tells how to make it again."
        .formatted(variant, file, variant);
  }

  /** The files that no variant has, nor one that was dropped and can be restored. */
  static Set<String> orphans(Store store, VariantTable table) throws IOException {
    Set<String> names = new TreeSet<>(store.names());
    table.all().forEach(row -> names.removeAll(files(row)));
    table.dropped().forEach(row -> names.removeAll(files(row)));
    return names;
  }

  /** The files of a variant in the store. */
  static List<String> files(VariantRow row) {
    List<String> files = new ArrayList<>();
    if (!row.weights().isEmpty()) {
      files.add(row.weights());
    }
    row.artifact().ifPresent(files::add);
    return files;
  }
}
