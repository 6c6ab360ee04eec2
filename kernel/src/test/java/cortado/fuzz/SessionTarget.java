package cortado.fuzz;

import cortado.FolderTree;
import cortado.session.Session;
import cortado.workspace.SessionListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of sessions; what is none is taken for an index, and an archive made that has it. */
public final class SessionTarget {
  private SessionTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    boolean archive = input.length > 1 && input[0] == 'P' && input[1] == 'K';
    Bounds.check(archive ? input : around(input), ".zip", SessionTarget::read);
  }

  private static void read(Path archive) throws IOException {
    Path folder = archive.resolveSibling(archive.getFileName() + ".session");
    try {
      Session.importArchive(archive, folder, SessionListener.SILENT);
    } finally {
      FolderTree.delete(folder);
    }
  }

  private static byte[] around(byte[] index) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(index);
      String manifest =
          String.format(
              "{\"format\":1,\"cortado\":\"\",\"workspace\":1,\"files\":"
                  + "[{\"name\":\"index.db\",\"bytes\":%d,\"sha256\":\"%s\"}]}",
              index.length, HexFormat.of().formatHex(digest));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        zip.putNextEntry(new ZipEntry("manifest.json"));
        zip.write(manifest.getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("index.db"));
        zip.write(index);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
