package cortado.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images as PNG. */
final class ImageView {
  private ImageView() {}

  static MimeBundle render(RenderedImage image) {
    return render(image, "image of " + image.getWidth() + " x " + image.getHeight() + " pixels");
  }

  static MimeBundle render(RenderedImage image, String text) {
    return MimeBundle.text(text).with(MimeBundle.PNG, png(image));
  }

  static String png(RenderedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("no PNG can hold " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
