package cortado.workspace;

import cortado.UserError;
import cortado.tensor.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts a session into one file: what its variants need and nothing that can be made again. */
record ArchiveExport(Workspace workspace, SessionListener listener) {
  private static final String ENDING = ".zip";

  /**
   * @throws UserError if a file of a variant is missing or not what was written, or the archive
   *     cannot be written; nothing is left of it then
   */
  Archived write(Path archive) {
    if (!archive.toString().endsWith(ENDING)) {
      throw UserError.because("An archive of a session is a zip file")
          .received(archive)
          .allowed("a name that ends in " + ENDING);
    }
    return workspace.withScratch(folder -> write(archive, folder.resolve(Manifest.INDEX)));
  }

  private Archived write(Path archive, Path copy) {
    workspace.index().copyTo(copy);
    int variants;
    Set<String> stored = new LinkedHashSet<>();
    try (Index index = Index.openReadOnly(copy)) {
      VariantTable table = new VariantTable(index);
      variants = table.all().size();
      table.all().forEach(row -> stored.addAll(WorkspaceCheck.files(row)));
      table.dropped().forEach(row -> stored.addAll(WorkspaceCheck.files(row)));
    }
    List<Manifest.Content> files = new ArrayList<>();
    files.add(content(copy));
    stored.forEach(name -> files.add(content(name)));
    Manifest manifest =
        new Manifest(Manifest.FORMAT, Origin.versionOfCortado(), IndexSchema.VERSION, files);
    AtomicFile.stream(
        archive,
        channel -> {
          try (ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
            zip.setLevel(Deflater.BEST_SPEED); // the weights of a dense model hardly shrink
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(SessionJson.write(manifest).getBytes(StandardCharsets.UTF_8));
            ByteProgress progress =
                new ByteProgress(listener, "export " + archive.getFileName(), manifest.bytes());
            for (Manifest.Content file : files) {
              zip.putNextEntry(new ZipEntry(file.name()));
              boolean index = file.name().equals(Manifest.INDEX);
              copy(index ? copy : stored(file.name()), file, zip, progress);
            }
          }
        });
    return new Archived(archive, variants, stored.size(), size(archive));
  }

  private static Manifest.Content content(Path index) {
    try (FileDigest digest = new FileDigest(index)) {
      return new Manifest.Content(Manifest.INDEX, size(index), digest.get());
    }
  }

  /** By its name: whether it is true is seen as the file is read, which is done once. */
  private Manifest.Content content(String name) {
    if (!Files.isRegularFile(workspace.store().path(name))) {
      throw faulty(name, "is missing");
    }
    return new Manifest.Content(
        Manifest.STORE + name, workspace.store().size(name), name.substring(0, name.indexOf('.')));
  }

  private Path stored(String name) {
    return workspace.store().path(name.substring(Manifest.STORE.length()));
  }

  private static void copy(
      Path file, Manifest.Content content, OutputStream zip, ByteProgress progress)
      throws IOException {
    FileDigest.Channel digest = new FileDigest.Channel(Channels.newChannel(zip));
    try (InputStream in = Files.newInputStream(file)) {
      progress.copy(in, Channels.newOutputStream(digest), Long.MAX_VALUE);
    }
    String found = digest.hex();
    if (!found.equals(content.sha256())) {
      throw faulty(
          file.getFileName().toString(), "is not what was written: its SHA-256 is " + found);
    }
  }

  private static UserError faulty(String name, String fault) {
    return UserError.because("A file of the session " + fault)
        .received(name)
        .next("%session check, which names its variant; %session drop leaves it out");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw UserError.because("Cannot read " + file + " (" + e + ")", e);
    }
  }
}
