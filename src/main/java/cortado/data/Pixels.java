package cortado.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The numbers of an image as they are in the file: {@code getRGB} would apply a gamma curve to grey
 * ones. Transparency is left out.
 */
final class Pixels {
  private Pixels() {}

  /**
   * Grey if every pixel is.
   *
   * @throws IllegalArgumentException if the image has no grey or RGB numbers of 8 or 16 bits
   */
  static Picture of(BufferedImage image) {
    int[] bands =
        image.getColorModel() instanceof IndexColorModel m ? palette(image, m) : raw(image);
    float max = image.getColorModel() instanceof IndexColorModel ? 255 : max(image.getColorModel());
    int pixels = image.getWidth() * image.getHeight();
    int channels = bands.length / pixels;
    boolean grey = channels == 1 || isGrey(bands);
    float[] values = new float[grey ? pixels : bands.length];
    int step = grey ? channels : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = bands[i * step] / max;
    }
    return new Picture(image.getWidth(), image.getHeight(), grey ? 1 : 3, values);
  }

  private static int[] palette(BufferedImage image, IndexColorModel model) {
    Raster raster = image.getRaster();
    int[] index = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    int[] rgb = new int[Math.multiplyExact(index.length, 3)];
    for (int i = 0; i < index.length; i++) {
      rgb[3 * i] = model.getRed(index[i]);
      rgb[3 * i + 1] = model.getGreen(index[i]);
      rgb[3 * i + 2] = model.getBlue(index[i]);
    }
    return rgb;
  }

  private static int[] raw(BufferedImage image) {
    Raster raster = image.getRaster();
    int channels = image.getColorModel().getNumColorComponents();
    int width = raster.getWidth();
    int[] out = new int[Math.multiplyExact(width * raster.getHeight(), channels)];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int c = 0; c < channels; c++) {
        raster.getSamples(0, y, width, 1, c, row);
        for (int x = 0; x < width; x++) {
          out[(y * width + x) * channels + c] = row[x];
        }
      }
    }
    return out;
  }

  private static float max(ColorModel model) {
    int type = model.getColorSpace().getType();
    int bits = model.getComponentSize(0);
    boolean integers =
        model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT
            || model.getTransferType() == DataBuffer.TYPE_INT;
    boolean equalBits = true;
    for (int c = 1; c < model.getNumColorComponents(); c++) {
      equalBits &= model.getComponentSize(c) == bits;
    }
    if (type != ColorSpace.TYPE_GRAY && type != ColorSpace.TYPE_RGB
        || !integers
        || !equalBits
        || bits != 8 && bits != 16) {
      throw new IllegalArgumentException(
          "it has " + model.getNumColorComponents() + " colors of " + bits + " bits");
    }
    return (1 << bits) - 1;
  }

  private static boolean isGrey(int[] rgb) {
    for (int i = 0; i < rgb.length; i += 3) {
      if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
        return false;
      }
    }
    return true;
  }
}
