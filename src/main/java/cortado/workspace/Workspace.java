package cortado.workspace;

import cortado.FolderTree;
import cortado.UserError;
import cortado.data.Dataset;
import cortado.graph.Model;
import cortado.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A session on disk, for its user alone: an index, a store of weights and quantized files, and
 * artifacts, which can be made again.
 */
public final class Workspace implements AutoCloseable {
  private static final String DATA_SOURCE = "data.source";
  private static final String DATA_SHA256 = "data.sha256";

  private final WorkspaceFolder opened;
  private final Index index;
  private final Store store;
  private List<String> repairs = List.of();

  private Workspace(WorkspaceFolder opened, Index index) {
    this.opened = opened;
    this.index = index;
    this.store = new Store(opened.folder().resolve("store"));
  }

  /**
   * Opens a workspace, making it if there is none, and checks it.
   *
   * @throws UserError if it is in use, of a later version or damaged, or if the folder holds
   *     something else
   */
  public static Workspace open(Path path) {
    return open(WorkspaceFolder.open(path), true);
  }

  /**
   * Opens a workspace that another session may have, without changing anything.
   *
   * @throws UserError if there is none, it is of another version or damaged
   */
  public static Workspace openReadOnly(Path path) {
    return open(WorkspaceFolder.openReadOnly(path), false);
  }

  /**
   * Deletes a workspace.
   *
   * @return the bytes that it had
   */
  public static long discard(Path path) {
    return WorkspaceFolder.discard(path);
  }

  private static Workspace open(WorkspaceFolder opened, boolean writable) {
    try {
      Path file = opened.folder().resolve("index.db");
      Workspace w = new Workspace(opened, writable ? Index.open(file) : Index.openReadOnly(file));
      if (writable) {
        w.repairs = new WorkspaceCheck(w.index, w.store).run();
        FolderTree.empty(w.scratch());
      }
      return w;
    } catch (IOException e) {
      opened.close();
      throw WorkspaceFolder.unusable(opened.folder(), e);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What was found and repaired when it was opened, in sentences; told once. */
  public List<String> takeRepairs() {
    List<String> told = repairs;
    repairs = List.of();
    return told;
  }

  Index index() {
    return index;
  }

  /**
   * @throws UserError if it was opened for reading only
   */
  public void requireWritable() {
    index.requireWritable();
  }

  /** Where it is. */
  public Path folder() {
    return opened.folder();
  }

  /** Where artifacts are; whatever is missing is made again. */
  public Path artifacts() {
    return opened.changing().resolve("artifacts");
  }

  /** For files that serve one call; emptied when the workspace is opened. */
  Path scratch() {
    return opened.changing().resolve("scratch");
  }

  /** The files of its variants. */
  public Store store() {
    return store;
  }

  List<Variant> variants() {
    return new VariantTable(index).all().stream().map(this::variant).toList();
  }

  private Model model(VariantRow row) {
    StoredGraph graph = new VariantTable(index).graph(row.name());
    try {
      return graph.with(Safetensors.open(store.sound(row.weights(), row.name())));
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) { // a graph of a stranger may lack whatever is used first
      throw UserError.because("The workspace is damaged: " + e.getMessage(), e)
          .next("start with another --workspace");
    }
  }

  /** Has the weights on the disk; answers the name of their file in the store. */
  String keepWeights(Model model) {
    requireWritable();
    return store.add(".safetensors", Safetensors.content(StoredGraph.tensors(model), Map.of()));
  }

  /** Adds a variant whose files are in the store. */
  Variant add(VariantRow row, StoredGraph graph) {
    new VariantTable(index).add(row, SessionJson.write(graph));
    return variant(row);
  }

  /** Adds a TFLite file that is in the store. */
  Variant addForeign(VariantRow row) {
    new VariantTable(index).add(row, "");
    return variant(row);
  }

  private Variant variant(VariantRow row) {
    Optional<Supplier<Path>> artifact =
        row.artifact().map(file -> () -> store.sound(file, row.name()));
    return new Variant(row, () -> model(row), artifact);
  }

  /** What was measured. */
  public MeasurementTable measurements() {
    return new MeasurementTable(index);
  }

  /** What was trained, calibrated or tested on last. */
  public Optional<DataSource> data() {
    return setting(DATA_SOURCE).map(line -> new DataSource(line, setting(DATA_SHA256).orElse("")));
  }

  /** Not noted where nothing may be changed: the data then serve this session alone. */
  public void noteData(Dataset dataset) {
    if (!index.isWritable()) {
      return;
    }
    DataSource data = DataSource.of(dataset);
    set(Map.of(DATA_SOURCE, data.line(), DATA_SHA256, data.sha256()));
  }

  private Optional<String> setting(String key) {
    return index.read(
        c -> {
          try (PreparedStatement s =
              c.prepareStatement("SELECT value FROM setting WHERE key = ?")) {
            s.setString(1, key);
            try (ResultSet r = s.executeQuery()) {
              return r.next() ? Optional.of(r.getString(1)) : Optional.<String>empty();
            }
          }
        });
  }

  private void set(Map<String, String> settings) {
    index.transaction(
        c -> {
          try (PreparedStatement s = c.prepareStatement("REPLACE INTO setting VALUES (?, ?)")) {
            for (Map.Entry<String, String> e : settings.entrySet()) {
              s.setString(1, e.getKey());
              s.setString(2, e.getValue());
              s.executeUpdate();
            }
          }
          return null;
        });
  }

  /** Gives a folder to a piece of work and takes it away after it; answers what the work does. */
  public <T> T withScratch(Function<Path, T> work) {
    try {
      Path own = Files.createTempDirectory(scratch(), "work");
      try {
        return work.apply(own);
      } finally {
        FolderTree.delete(own);
      }
    } catch (IOException e) {
      throw UserError.because("Cannot write to the workspace " + folder() + " (" + e + ")", e);
    }
  }

  @Override
  public void close() {
    index.close();
    opened.close();
  }
}
