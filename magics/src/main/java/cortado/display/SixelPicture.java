package cortado.display;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A picture as DEC's sixels: bands of six rows, in each a line of characters for every colour,
 * whose six bits say which of the rows have it.
 */
final class SixelPicture {
  private static final int BAND = 6;
  private static final int FIRST = '?';

  /** What a column of characters takes in most fonts; a terminal may tell, and few do. */
  private static final int PIXELS_A_COLUMN = 8;

  private SixelPicture() {}

  /**
   * @param columns at most; a smaller picture is not enlarged
   */
  static String draw(RenderedImage image, int columns) {
    int width = Math.max(1, Math.min(columns * PIXELS_A_COLUMN, image.getWidth()));
    BufferedImage small = BlockPicture.scaled(image, width, 1);
    StringBuilder b = new StringBuilder("\033Pq");
    b.append(String.format(Locale.ROOT, "\"1;1;%d;%d", small.getWidth(), small.getHeight()));
    for (int y = 0; y < small.getHeight(); y += BAND) {
      band(b, small, y);
      b.append('-');
    }
    return b.append("\033\\\n").toString();
  }

  private static void band(StringBuilder b, BufferedImage image, int top) {
    TreeMap<Integer, int[]> bits = new TreeMap<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = top; y < Math.min(top + BAND, image.getHeight()); y++) {
        int colour = BlockPicture.palette(image.getRGB(x, y));
        bits.computeIfAbsent(colour, c -> new int[image.getWidth()])[x] |= 1 << (y - top);
      }
    }
    String before = "";
    for (var line : bits.entrySet()) {
      b.append(before).append(colour(line.getKey()));
      runs(b, line.getValue());
      before = "$"; // back to the left, over the same band
    }
  }

  /** A register is set where it is used: a terminal may forget them between pictures. */
  private static String colour(int index) {
    int rgb = BlockPicture.rgb(index);
    return String.format(
        Locale.ROOT,
        "#%d;2;%d;%d;%d",
        index,
        percent(rgb >> 16 & 255),
        percent(rgb >> 8 & 255),
        percent(rgb & 255));
  }

  private static int percent(int level) {
    return Math.round(level * 100 / 255f);
  }

  private static void runs(StringBuilder b, int[] bits) {
    for (int x = 0; x < bits.length; ) {
      int run = x;
      while (run < bits.length && bits[run] == bits[x]) {
        run++;
      }
      char c = (char) (FIRST + bits[x]);
      b.append(run - x > 3 ? "!" + (run - x) + c : String.valueOf(c).repeat(run - x));
      x = run;
    }
  }
}
