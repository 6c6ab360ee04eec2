package cortado.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Lays out pictures in rows and columns, on white. */
final class SheetImage {
  private static final Color INK = new Color(0x333333);
  private static final Color FRAME = new Color(0xb0b0b0);
  private static final int MARGIN = 24;
  private static final int GAP = 12;
  private static final int LINE = 20;
  private static final int TITLE = 58;
  private static final int WIDTH = 1100;
  private static final int LEAST = 110;
  private static final int MOST = 256;

  private final PredictionSheet sheet;
  private final int tileWidth;
  private final int tileHeight;

  SheetImage(PredictionSheet sheet) {
    this.sheet = sheet;
    BufferedImage first = sheet.rows().get(0).tiles().get(0).picture();
    int room = (WIDTH - 2 * MARGIN) / sheet.columns().size() - GAP;
    this.tileWidth = Math.max(LEAST, Math.min(MOST, room));
    this.tileHeight = Math.max(1, tileWidth * first.getHeight() / first.getWidth());
  }

  BufferedImage draw() {
    int columns = sheet.columns().size();
    int width = Math.max(640, 2 * MARGIN + columns * (tileWidth + GAP) - GAP);
    int row = tileHeight + LINE + GAP;
    int height =
        TITLE + LINE + sheet.rows().size() * row + (sheet.note().isEmpty() ? 0 : LINE) + GAP;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(INK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    g.drawString(fitting(g, sheet.title(), width - 2 * MARGIN), MARGIN, MARGIN + 12);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    for (int c = 0; c < columns; c++) {
      g.drawString(fitting(g, sheet.columns().get(c), tileWidth), x(c), TITLE + 12);
    }
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int r = 0; r < sheet.rows().size(); r++) {
      row(g, sheet.rows().get(r), TITLE + LINE + r * row);
    }
    g.drawString(sheet.note(), MARGIN, height - GAP - 6);
    g.dispose();
    return image;
  }

  private void row(Graphics2D g, PredictionSheet.Row row, int y) {
    for (int c = 0; c < row.tiles().size(); c++) {
      PredictionSheet.Tile tile = row.tiles().get(c);
      boolean larger = tile.picture().getWidth() > tileWidth;
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION,
          larger
              ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
              : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
      g.drawImage(tile.picture(), x(c), y, tileWidth, tileHeight, null);
      g.setColor(FRAME);
      g.drawRect(x(c), y, tileWidth - 1, tileHeight - 1);
      g.setColor(INK);
      String below = c == 0 ? row.name() : tile.caption();
      g.drawString(fitting(g, below, tileWidth), x(c), y + tileHeight + 16);
    }
  }

  private int x(int column) {
    return MARGIN + column * (tileWidth + GAP);
  }

  private static String fitting(Graphics2D g, String text, int width) {
    FontMetrics font = g.getFontMetrics();
    if (font.stringWidth(text) <= width) {
      return text;
    }
    int n = text.length();
    while (n > 1 && font.stringWidth(text.substring(0, n) + "…") > width) {
      n--;
    }
    return text.substring(0, n) + "…";
  }
}
