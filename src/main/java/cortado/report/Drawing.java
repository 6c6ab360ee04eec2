package cortado.report;

import cortado.UserError;
import cortado.tensor.AtomicFile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** What can be looked at: in pixels, in characters, and as a page. */
public interface Drawing {
  String title();

  /** In pixels, on white. */
  BufferedImage image();

  /** In characters, for a terminal. */
  String text();

  /** One HTML page that holds all it needs. */
  String page();

  /**
   * Writes a PNG, or a page that needs no network, after the file's ending.
   *
   * @throws UserError if the name ends in neither {@code .png} nor {@code .html}, or the disk
   *     refuses
   */
  default void write(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      AtomicFile.write(file, p -> ImageIO.write(image(), "png", p.toFile()));
    } else if (name.endsWith(".html")) {
      AtomicFile.write(file, p -> Files.writeString(p, page(), StandardCharsets.UTF_8));
    } else {
      throw UserError.because("A figure cannot be written in this format")
          .received(file)
          .allowed(".png, .html")
          .next("give a file name that ends in .png or .html");
    }
  }
}
