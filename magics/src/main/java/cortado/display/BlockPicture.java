package cortado.display;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;

/** A picture of half blocks, whose upper half is the text's colour, the lower the background's. */
final class BlockPicture {
  private BlockPicture() {}

  /**
   * @param columns at most; a smaller picture is not enlarged
   * @param fine in colours of 24 bits, or else of 256
   */
  static String draw(RenderedImage image, int columns, boolean fine) {
    BufferedImage small = scaled(image, Math.max(1, Math.min(columns, image.getWidth())));
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

  /** On white, of an even height; halved step by step, so that every pixel counts. */
  private static BufferedImage scaled(RenderedImage image, int width) {
    BufferedImage now = new BufferedImage(image.getWidth(), image.getHeight(), 1);
    Graphics2D g = now.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, now.getWidth(), now.getHeight());
    g.drawRenderedImage(image, new AffineTransform());
    g.dispose();
    int height = Math.max(2, Math.round((float) image.getHeight() * width / image.getWidth()));
    height += height % 2;
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
    int spread = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    if (spread < 16 && red > 3 && red < 247) {
      return "5;" + (232 + Math.min(23, (red - 3) / 10)); // 24 greys
    }
    return "5;" + (16 + 36 * sixth(red) + 6 * sixth(green) + sixth(blue));
  }

  /** The nearest of the six levels 0, 95, 135, 175, 215, 255. */
  private static int sixth(int level) {
    return level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40;
  }
}
