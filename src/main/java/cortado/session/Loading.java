package cortado.session;

import cortado.graph.Model;
import cortado.keras.CustomLayers;
import cortado.keras.KerasModel;
import cortado.keras.KerasReader;
import cortado.keras.KerasWeights;
import cortado.tflite.TfliteFile;
import cortado.tflite.TfliteWeights;
import cortado.workspace.Draft;
import cortado.workspace.FileDigest;
import cortado.workspace.Interruptible;
import cortado.workspace.Recipe;
import cortado.workspace.SafetensorsModel;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import cortado.workspace.Workspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads models of files into the workspace. */
record Loading(Workspace workspace, VariantCatalog catalog, CustomLayers customLayers) {

  /**
   * @param name of the variant; after the file if empty
   */
  Variant load(ModelFile file, Optional<String> name) {
    String fileName = file.name();
    String chosen = catalog.names().choose(name, fileName.replaceFirst("\\.[^.]*$", ""));
    file.requireSha256();
    Draft draft = Draft.of(chosen, file.line());
    return Interruptible.run(
        () ->
            fileName.toLowerCase(Locale.ROOT).endsWith(".tflite")
                ? tflite(file.path(), draft)
                : layered(file.path(), draft));
  }

  private Variant layered(Path file, Draft draft) {
    KerasModel read =
        SafetensorsModel.isMeant(file)
            ? new KerasModel(SafetensorsModel.read(file), false)
            : KerasReader.load(file, customLayers);
    try (FileDigest digest = new FileDigest(file)) {
      return catalog.keep(
          draft,
          () ->
              new Recipe.Loaded(file.getFileName().toString(), digest.get(), read.channelsFirst()),
          read.model());
    }
  }

  /** Gives a variant the weights of a file. */
  Variant weights(ModelFile file, Variant into, Optional<String> name) {
    String fileName = file.name();
    String stem = fileName.replaceFirst("(\\.weights)?\\.[^.]*$", "");
    String chosen = catalog.names().choose(name, stem);
    file.requireSha256();
    Draft draft = new Draft(chosen, Optional.of(into), Optional.empty(), file.line());
    return Interruptible.run(
        () -> {
          Model model = KerasWeights.read(file.path(), into.model());
          try (FileDigest digest = new FileDigest(file.path())) {
            return catalog.keep(
                draft, () -> new Recipe.WeightsLoaded(fileName, digest.get()), model);
          }
        });
  }

  private Variant tflite(Path file, Draft draft) {
    TfliteFile.read(file);
    String stored = workspace.store().add(".tflite", to -> copy(file, to));
    // What counts is the copy, as the file may change meanwhile.
    Path copy = workspace.store().path(stored);
    TfliteFile content = TfliteFile.read(copy);
    String sha256 = stored.substring(0, stored.indexOf('.'));
    return catalog.keepForeign(
        draft,
        new Recipe.Imported(file.getFileName().toString(), sha256),
        stored,
        TfliteWeights.of(content, copy));
  }

  private static void copy(Path file, WritableByteChannel to) throws IOException {
    try (FileChannel from = FileChannel.open(file)) {
      long size = from.size();
      for (long at = 0, n; at < size; at += n) {
        n = from.transferTo(at, size - at, to);
        if (n <= 0) {
          throw new IOException(file + " became shorter");
        }
      }
    }
  }
}
