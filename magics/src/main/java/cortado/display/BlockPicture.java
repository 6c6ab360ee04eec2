package cortado.display;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;

/** A picture of half blocks, whose upper half is the text's colour, the lower the background's. */
final class BlockPicture {
  private static final int CUBE = 16;
  private static final int FIRST_GREY = 232;

  private BlockPicture() {}

  /**
   * @param columns at most; a smaller picture is not enlarged
   * @param fine in colours of 24 bits, or else of 256
   */
  static String draw(RenderedImage image, int columns, boolean fine) {
    BufferedImage small = scaled(image, Math.max(1, Math.min(columns, image.getWidth())), 2);
    StringBuilder b = new StringBuilder();
    for (int y = 0; y + 1 < small.getHeight(); y += 2) {
      String last = "";
      for (int x = 0; x < small.getWidth(); x++) {
        String colours =
            "\033[38;"
                + colour(small.getRGB(x, y), fine)
                + ";48;"
                + colour(small.getRGB(x, y + 1), fine)
                + "m";
        b.append(colours.equals(last) ? "" : colours).append('▀');
        last = colours;
      }
      b.append("\033[0m\n");
    }
    return b.toString();
  }

  /**
   * On white; halved step by step, so that every pixel counts.
   *
   * @param rows the height is a multiple of
   */
  static BufferedImage scaled(RenderedImage image, int width, int rows) {
    BufferedImage now = new BufferedImage(image.getWidth(), image.getHeight(), 1);
    Graphics2D g = now.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, now.getWidth(), now.getHeight());
    g.drawRenderedImage(image, new AffineTransform());
    g.dispose();
    int height = Math.max(1, Math.round((float) image.getHeight() * width / image.getWidth()));
    height = (height + rows - 1) / rows * rows;
    while (now.getWidth() > 2 * width && now.getHeight() > 2 * height) {
      now = resized(now, now.getWidth() / 2, now.getHeight() / 2);
    }
    return resized(now, width, height);
  }

  private static BufferedImage resized(BufferedImage image, int width, int height) {
    BufferedImage made = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = made.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return made;
  }

  private static String colour(int rgb, boolean fine) {
    int red = rgb >> 16 & 255;
    int green = rgb >> 8 & 255;
    int blue = rgb & 255;
    if (fine) {
      return "2;" + red + ";" + green + ";" + blue;
    }
    return "5;" + palette(rgb);
  }

  /** The nearest of the 256 colours that terminals share: 216 in a cube, and 24 greys. */
  static int palette(int rgb) {
    int red = rgb >> 16 & 255;
    int green = rgb >> 8 & 255;
    int blue = rgb & 255;
    int spread = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    if (spread < 16 && red > 3 && red < 247) {
      return FIRST_GREY + Math.min(23, (red - 3) / 10);
    }
    return CUBE + 36 * sixth(red) + 6 * sixth(green) + sixth(blue);
  }

  /** The colour of a number from {@link #palette}. */
  static int rgb(int index) {
    if (index >= FIRST_GREY) {
      return (8 + 10 * (index - FIRST_GREY)) * 0x010101;
    }
    int in = index - CUBE;
    return level(in / 36) << 16 | level(in / 6 % 6) << 8 | level(in % 6);
  }

  private static int level(int sixth) {
    return sixth == 0 ? 0 : 55 + 40 * sixth;
  }

  /** The nearest of the six levels 0, 95, 135, 175, 215, 255. */
  private static int sixth(int level) {
    return level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40;
  }
}
