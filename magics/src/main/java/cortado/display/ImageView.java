package cortado.display;

import cortado.report.Png;
import java.awt.image.RenderedImage;

/** Images as PNG. */
final class ImageView {
  private ImageView() {}

  static MimeBundle render(RenderedImage image) {
    return render(image, "image of " + image.getWidth() + " x " + image.getHeight() + " pixels");
  }

  static MimeBundle render(RenderedImage image, String text) {
    return MimeBundle.text(text).with(MimeBundle.PNG, Png.base64(image));
  }
}
