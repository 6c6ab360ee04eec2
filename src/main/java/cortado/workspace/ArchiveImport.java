package cortado.workspace;

import cortado.FolderTree;
import cortado.UserError;
import cortado.ops.Lowering;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Makes a workspace from an archive, which a stranger may have made: only files that its manifest
 * names are written, no more bytes than it tells, and none is kept if one has another SHA-256.
 */
record ArchiveImport(SessionListener listener) {
  private static final int MOST_MANIFEST = 1 << 24;
  private static final long MOST_INDEX = 1L << 30;

  /**
   * @param workspace a folder that is not there, or empty
   * @throws UserError if it is something else, or the archive is not whole; no folder is left then
   */
  Archived read(Path archive, Path workspace) {
    Path folder = workspace.toAbsolutePath().normalize();
    requireFree(folder);
    try {
      Files.createDirectories(folder.getParent());
      // Beside its place, for its user alone.
      Path unfinished = Files.createTempDirectory(folder.getParent(), ".cortado-import");
      try {
        Manifest manifest = unpack(archive, unfinished);
        int variants = variants(unfinished);
        Files.deleteIfExists(folder);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        return new Archived(folder, variants, manifest.files().size() - 1, manifest.bytes());
      } finally {
        FolderTree.delete(unfinished);
      }
    } catch (ZipException e) {
      throw UserError.because("The archive " + archive + " is damaged (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw UserError.because("Cannot make a workspace of " + archive + " (" + e + ")", e);
    }
  }

  private static void requireFree(Path folder) {
    boolean free = !Files.exists(folder);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> content = Files.list(folder)) {
        free = content.findAny().isEmpty();
      } catch (IOException e) {
        throw WorkspaceFolder.unusable(folder, e);
      }
    }
    if (!free) {
      throw UserError.because("A session is imported into a folder of its own")
          .received(folder)
          .allowed("a folder that is not there, or empty");
    }
  }

  private Manifest unpack(Path archive, Path folder) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        ZipInputStream zip = new ZipInputStream(file)) {
      Manifest manifest = manifest(zip);
      requireRoom(manifest, folder);
      OwnerOnly.createFolder(folder.resolve(Manifest.STORE));
      Map<String, Manifest.Content> expected = new HashMap<>();
      manifest.files().forEach(f -> expected.put(f.name(), f));
      ByteProgress progress =
          new ByteProgress(listener, "import " + archive.getFileName(), manifest.bytes());
      for (ZipEntry e = next(zip); e != null; e = next(zip)) {
        Manifest.Content content = expected.remove(e.getName());
        if (content == null) {
          throw damaged("has a file twice or one that its manifest does not name", e.getName());
        }
        unpack(content, zip, folder.resolve(content.name()), progress);
      }
      if (!expected.isEmpty()) {
        throw damaged("lacks files that its manifest names", String.join(", ", expected.keySet()));
      }
      return manifest;
    }
  }

  private static ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException e) { // a name that is no UTF-8
      throw (ZipException) new ZipException(e.getMessage()).initCause(e);
    }
  }

  private static Manifest manifest(ZipInputStream zip) throws IOException {
    ZipEntry first = next(zip);
    if (first == null || !first.getName().equals(Manifest.NAME)) {
      throw UserError.because("The file is no archive of a session")
          .received(
              first == null ? "no zip file" : "a zip file that begins with " + first.getName())
          .allowed("what %session export wrote");
    }
    byte[] json = zip.readNBytes(MOST_MANIFEST + 1);
    if (json.length > MOST_MANIFEST) {
      throw damaged("has a manifest that is too long", "more than " + MOST_MANIFEST + " bytes");
    }
    return Manifest.read(new String(json, StandardCharsets.UTF_8));
  }

  private static void requireRoom(Manifest manifest, Path folder) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace();
    if (manifest.bytes() > room) {
      throw UserError.because("There is no room for the session")
          .received(manifest.bytes() + " bytes to unpack")
          .allowed(room + " bytes in " + folder.getParent());
    }
  }

  private static void unpack(
      Manifest.Content content, InputStream zip, Path file, ByteProgress progress)
      throws IOException {
    boolean index = content.name().equals(Manifest.INDEX);
    if (index && content.bytes() > MOST_INDEX) {
      throw damaged("has an index that is too long", content.bytes() + " bytes");
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file())) {
      FileDigest.Channel digest = new FileDigest.Channel(channel);
      OutputStream to = Channels.newOutputStream(digest);
      long bytes = progress.copy(zip, to, content.bytes());
      if (bytes != content.bytes() || !digest.hex().equals(content.sha256())) {
        throw damaged("has a file that is not what its manifest tells", content.name());
      }
      channel.force(true);
    }
  }

  /** Opens it once, which checks it and brings it up to date; answers how many variants it has. */
  private static int variants(Path folder) {
    try (Workspace workspace = Workspace.open(folder)) {
      workspace.index().requireWhole();
      List<Variant> variants = workspace.variants();
      variants.stream().filter(v -> !v.isForeign()).forEach(ArchiveImport::requireComputable);
      return variants.size();
    }
  }

  private static void requireComputable(Variant v) {
    try {
      Lowering.lower(v.model());
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) { // records that lack something fail wherever it is used
      throw damaged("has a variant that cannot be computed (" + e + ")", v.name());
    }
  }

  private static UserError damaged(String how, String received) {
    return UserError.because("The archive " + how)
        .received(received)
        .next("export the session again");
  }
}
