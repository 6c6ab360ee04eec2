package cortado.data;

import cortado.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** An image on disk whose size is known before it is decoded. */
record ImageFile(Path path, int width, int height) {
  private static final long MAX_PIXELS = 100_000_000;

  /**
   * Reads the size alone.
   *
   * @throws UserError if it is no image, is larger than 100 megapixels or has several pages
   */
  static ImageFile probe(Path path) {
    return withReader(
        path,
        reader -> {
          int width = reader.getWidth(0);
          int height = reader.getHeight(0);
          if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
            throw UserError.because("The image " + path + " is too large")
                .received(width + " x " + height)
                .allowed("100 megapixels");
          }
          int pages = reader.getNumImages(true);
          if (pages > 1) {
            throw UserError.because("The image " + path + " has several pages")
                .received(pages)
                .next("save each page as a file of its own, 0.png, 1.png, ...");
          }
          return new ImageFile(path, width, height);
        });
  }

  /** Decodes the image. */
  Picture read() {
    BufferedImage image = withReader(path, reader -> reader.read(0));
    try {
      return Pixels.of(image);
    } catch (IllegalArgumentException e) {
      throw UserError.because("The image " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  String size() {
    return width + " x " + height;
  }

  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  private static <T> T withReader(Path path, Reading<T> reading) {
    try (ImageInputStream in = ImageIO.createImageInputStream(path.toFile())) {
      Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
      if (readers == null || !readers.hasNext()) {
        throw UserError.because("The file " + path + " is no image")
            .allowed("PNG, JPEG, BMP, GIF or TIFF");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, false, true);
        return reading.from(reader);
      } finally {
        reader.dispose();
      }
    } catch (UserError e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders meet a damaged file with exceptions of many types.
      throw UserError.because("The image " + path + " cannot be read: " + e, e);
    }
  }
}
