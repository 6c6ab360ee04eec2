package cortado.session;

import cortado.FolderTree;
import cortado.UserError;
import cortado.graph.Model;
import cortado.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A session on disk, for its user alone: an index, a store of weights and quantized files, and
 * artifacts, which can be made again.
 */
final class Workspace implements AutoCloseable {
  private static final String DATA_SOURCE = "data.source";
  private static final String DATA_SHA256 = "data.sha256";

  private final Path folder;
  private final WorkspaceLock lock;
  private final Index index;
  private final Store store;

  private Workspace(Path folder, WorkspaceLock lock, Index index) {
    this.folder = folder;
    this.lock = lock;
    this.index = index;
    this.store = new Store(folder.resolve("store"));
  }

  /**
   * Opens a workspace, making it if there is none.
   *
   * @throws UserError if it is in use, of a later version or damaged, or if the folder holds
   *     something else
   */
  static Workspace open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    WorkspaceLock lock = null;
    try {
      prepare(folder);
      lock = WorkspaceLock.acquire(folder);
      for (String sub : List.of("store", "artifacts", "scratch")) {
        Files.createDirectories(folder.resolve(sub));
      }
      Workspace w = new Workspace(folder, lock, Index.open(folder.resolve("index.db")));
      w.store.clean();
      FolderTree.empty(w.scratch());
      return w;
    } catch (IOException e) {
      release(lock);
      throw UserError.because("Cannot use " + folder + " as a workspace (" + e + ")", e)
          .next("start with --workspace DIR, a folder that you may write to");
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static void prepare(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent() && !Files.exists(folder.resolve("lock"))) {
          throw UserError.because("The folder is no workspace and not empty")
              .received(folder)
              .allowed("a new or an empty folder, or a workspace of Cortado");
        }
      }
      return;
    }
    Files.createDirectories(folder.getParent());
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(owner));
    } else {
      Files.createDirectory(folder);
    }
  }

  private static void release(WorkspaceLock lock) {
    if (lock != null) {
      lock.close();
    }
  }

  Path folder() {
    return folder;
  }

  /** Where artifacts are; whatever is missing is made again. */
  Path artifacts() {
    return folder.resolve("artifacts");
  }

  /** For files that serve one call; emptied when the workspace is opened. */
  Path scratch() {
    return folder.resolve("scratch");
  }

  Store store() {
    return store;
  }

  List<Variant> variants() {
    return new VariantTable(index).all().stream().map(this::variant).toList();
  }

  private Model model(VariantRow row) {
    StoredGraph graph = new VariantTable(index).graph(row.name());
    try {
      return graph.with(Safetensors.open(store.path(row.weights())));
    } catch (IllegalArgumentException e) {
      throw UserError.because("The workspace is damaged: " + e.getMessage(), e)
          .next("start with another --workspace");
    }
  }

  /** Has the weights on the disk; answers the name of their file in the store. */
  String keepWeights(Model model) {
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
    return new Variant(row, () -> model(row), row.artifact().map(store::path));
  }

  MeasurementTable measurements() {
    return new MeasurementTable(index);
  }

  /** What was trained, calibrated or tested on last. */
  Optional<DataSource> data() {
    return setting(DATA_SOURCE).map(line -> new DataSource(line, setting(DATA_SHA256).orElse("")));
  }

  void setData(DataSource data) {
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
  <T> T withScratch(Function<Path, T> work) {
    try {
      Path own = Files.createTempDirectory(scratch(), "work");
      try {
        return work.apply(own);
      } finally {
        FolderTree.delete(own);
      }
    } catch (IOException e) {
      throw UserError.because("Cannot write to the workspace " + folder + " (" + e + ")", e);
    }
  }

  @Override
  public void close() {
    index.close();
    lock.close();
  }
}
