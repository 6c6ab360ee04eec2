package cortado.workspace;

import cortado.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a workspace in order. Nothing is deleted but by {@link #sweep}: what was dropped can be
 * restored until then.
 */
public final class Housekeeping {
  private final Workspace workspace;
  private final VariantCatalog catalog;
  private final VariantTable table;
  private final VariantChanges changes;

  /** Of the workspace of these variants. */
  public Housekeeping(VariantCatalog catalog) {
    this.workspace = catalog.workspace();
    this.catalog = catalog;
    this.table = new VariantTable(workspace.index());
    this.changes = new VariantChanges(workspace.index());
  }

  /** What there is and what it takes on the disk. */
  public Listing list() {
    Set<String> seen = new HashSet<>();
    DiskUse disk = new DiskUse(workspace);
    return new Listing(
        workspace.folder(),
        table.all().stream().map(row -> item(row, seen)).toList(),
        table.dropped().stream().map(row -> item(row, seen)).toList(),
        orphans(),
        disk.remadeBytes(),
        disk.bytes());
  }

  private List<String> orphans() {
    try {
      return List.copyOf(WorkspaceCheck.orphans(workspace.store(), table));
    } catch (IOException e) {
      throw WorkspaceFolder.unusable(workspace.folder(), e);
    }
  }

  private Listing.Item item(VariantRow row, Set<String> seen) {
    long bytes =
        WorkspaceCheck.files(row).stream()
            .filter(seen::add)
            .mapToLong(workspace.store()::size)
            .sum();
    return new Listing.Item(VariantChanges.nameBefore(row.name()), row.recipe().text(), bytes);
  }

  /** Reads all files of all variants and compares them with what was written. */
  public Checked check() {
    int files = 0;
    long bytes = 0;
    List<String> faults = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (VariantRow row : table.all()) {
      for (String file : WorkspaceCheck.files(row)) {
        if (seen.add(file)) {
          files++;
          bytes += workspace.store().size(file);
          Optional<String> fault = workspace.store().fault(file);
          fault.ifPresent(f -> faults.add(row.name() + ": " + file + " " + f + "."));
        }
      }
    }
    return new Checked(files, bytes, faults);
  }

  /**
   * Gives a variant another name.
   *
   * @throws UserError if the name is taken or has other characters
   */
  public Change.Renamed rename(Variant variant, String name) {
    List<Variant> others = catalog.all().stream().filter(v -> !v.equals(variant)).toList();
    String chosen =
        new VariantNames(others, "%session rename " + variant.name() + " ")
            .choose(Optional.of(name), name);
    return rename(
        variant.name(), chosen, VariantChanges.Note.of(StepTable.Kind.RENAMED, variant.name()));
  }

  private Change.Renamed rename(String from, String to, VariantChanges.Note note) {
    new DiskUse(workspace).forgetArtifacts(from);
    changes.rename(from, to, note);
    return new Change.Renamed(from, to);
  }

  /**
   * Drops variants.
   *
   * @param withChildren whether those go, too, that were made from them
   * @throws UserError if there are such and they do not go
   */
  public Change.Dropped drop(List<Variant> variants, boolean withChildren) {
    Set<String> names = new LinkedHashSet<>(variants.stream().map(Variant::name).toList());
    return drop(
        withChildren ? withChildren(names) : names,
        VariantChanges.Note.of(StepTable.Kind.DROPPED, ""));
  }

  private Change.Dropped drop(Set<String> names, VariantChanges.Note note) {
    Set<String> children = withChildren(names);
    children.removeAll(names);
    if (!children.isEmpty()) {
      throw UserError.because("Others were made from " + String.join(", ", names))
          .received(String.join(", ", children))
          .next(
              "%session drop "
                  + String.join(" ", names)
                  + " --with-children, which drops them, too");
    }
    names.forEach(new DiskUse(workspace)::forgetArtifacts);
    changes.drop(names, catalog.clock().instant(), note);
    return new Change.Dropped(List.copyOf(names));
  }

  private Set<String> withChildren(Set<String> names) {
    Set<String> all = new LinkedHashSet<>(names);
    for (VariantRow row : table.all()) {
      if (row.parent().filter(all::contains).isPresent()
          || row.base().filter(all::contains).isPresent()) {
        all.add(row.name());
      }
    }
    return all;
  }

  /**
   * Takes back the last step: drops the variant that was made or restored, restores what was
   * dropped, or gives a variant its former name. What it drops can be restored.
   *
   * @throws UserError if there is nothing to take back
   */
  public Change undo() {
    StepTable.Step last =
        new StepTable(workspace.index())
            .last()
            .orElseThrow(
                () -> UserError.because("There is nothing to take back").next("%load FILE"));
    VariantChanges.Note note = VariantChanges.Note.undoing(last);
    List<String> names = changes.names(last.variants());
    return switch (last.kind()) {
      case MADE, RESTORED -> drop(new LinkedHashSet<>(names), note);
      case DROPPED -> restored(names, note);
      case RENAMED ->
          rename(names.get(0), catalog.names().choose(Optional.empty(), last.name()), note);
    };
  }

  /**
   * Brings back variants that were dropped, under the names that they had if those are free, with
   * what they were made from.
   *
   * @throws UserError if none of such a name was dropped
   */
  public Change.Restored restore(List<String> names) {
    List<VariantRow> dropped = table.dropped();
    Set<String> needed = new LinkedHashSet<>();
    for (String name : names) {
      withAncestors(dropped(name, dropped), dropped, needed);
    }
    return restored(needed, VariantChanges.Note.of(StepTable.Kind.RESTORED, ""));
  }

  private static VariantRow dropped(String name, List<VariantRow> dropped) {
    List<String> names = dropped.stream().map(r -> VariantChanges.nameBefore(r.name())).toList();
    return dropped.stream()
        .filter(r -> VariantChanges.nameBefore(r.name()).equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.because("No variant of this name was dropped")
                    .received(name)
                    .allowed(names.isEmpty() ? "none was dropped" : String.join(", ", names))
                    .next("%session list"));
  }

  private static void withAncestors(VariantRow row, List<VariantRow> dropped, Set<String> needed) {
    for (VariantRow other : dropped) {
      Optional<String> above = Optional.of(other.name());
      if (row.parent().equals(above) || row.base().equals(above)) {
        withAncestors(other, dropped, needed);
      }
    }
    needed.add(row.name());
  }

  private Change.Restored restored(Collection<String> dropped, VariantChanges.Note note) {
    VariantNames names = catalog.names();
    Map<String, String> back = new LinkedHashMap<>();
    for (String name : dropped) {
      back.put(name, names.choose(Optional.empty(), VariantChanges.nameBefore(name)));
    }
    changes.restore(back, note);
    return new Change.Restored(List.copyOf(back.values()));
  }

  /**
   * Puts the session into one file: what its variants need, those that were dropped, too.
   *
   * @param archive a name that ends in {@code .zip}; what stands there is replaced
   * @throws UserError if a file of a variant is damaged or the archive cannot be written
   * @see Session#importArchive
   */
  public Archived export(Path archive, SessionListener listener) {
    return Interruptible.run(() -> new ArchiveExport(workspace, listener).write(archive));
  }

  /**
   * Makes a workspace of an archive that {@link #export} wrote. A stranger's archive does no harm:
   * what it may hold is checked before it is kept.
   *
   * @param workspace a folder that is not there, or empty
   * @throws UserError if it is something else, or the archive is not whole; no folder is left then
   */
  public static Archived importArchive(Path archive, Path workspace, SessionListener listener) {
    return Interruptible.run(() -> new ArchiveImport(listener).read(archive, workspace));
  }

  /** Deletes for good what was dropped, files of no variant, and artifacts, which are remade. */
  public Swept sweep() {
    return new Sweeping(workspace, table, changes).run();
  }
}
