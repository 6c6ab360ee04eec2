package cortado.workspace;

import cortado.FolderTree;
import cortado.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deletes what a workspace does not need. */
record Sweeping(Workspace workspace, VariantTable table, VariantChanges changes) {

  Swept run() {
    workspace.requireWritable();
    List<String> what = new ArrayList<>();
    List<VariantRow> dropped = table.dropped();
    dropped.forEach(
        r -> what.add("variant " + VariantChanges.nameBefore(r.name()) + ", " + r.recipe().text()));
    // Children go before what they refer to; the numbers in the names are in the order of making.
    changes.forget(
        dropped.stream()
            .sorted(Comparator.comparingLong((VariantRow r) -> number(r.name())).reversed())
            .map(VariantRow::name)
            .toList());
    long bytes = 0;
    DiskUse disk = new DiskUse(workspace);
    try {
      for (String orphan : WorkspaceCheck.orphans(workspace.store(), table)) {
        long size = workspace.store().size(orphan);
        Files.delete(workspace.store().path(orphan));
        bytes += size;
        what.add("file " + orphan + ", " + size + " bytes");
      }
      long remade = disk.remadeBytes();
      FolderTree.empty(workspace.artifacts());
      if (remade > 0) {
        what.add("artifacts, which are made again when they are asked for");
      }
      return new Swept(what, bytes + remade);
    } catch (IOException e) {
      throw UserError.because("Cannot delete in the workspace (" + e + ")", e);
    }
  }

  private static long number(String dropped) {
    return Long.parseLong(dropped.substring(1, dropped.indexOf('~', 1)));
  }
}
