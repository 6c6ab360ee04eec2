package cortado.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws a network, on white. */
final class NetworkImage {
  private static final Color INK = new Color(0x333333);
  private static final Color PLAIN = new Color(0xdddddd);
  private static final Color EDGE = new Color(0x8a8a8a);
  private static final BasicStroke LINE = new BasicStroke(1.3f);
  private static final BasicStroke DASHES =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4, new float[] {3, 3}, 0);
  private static final int HEAD = 4;

  private final NetworkDrawing network;
  private final NetworkLayout layout;
  private final BufferedImage image;
  private final Graphics2D g;

  NetworkImage(NetworkDrawing network) {
    this.network = network;
    this.layout = new NetworkLayout(network);
    this.image = new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
    this.g = image.createGraphics();
  }

  BufferedImage draw() {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.setColor(INK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    g.drawString(network.title(), NetworkLayout.MARGIN, 34);
    g.setFont(font(12));
    for (int level = 0; level < network.levels().size(); level++) {
      g.drawString(
          network.levels().get(level), NetworkLayout.MARGIN, (float) layout.middle(level) + 4);
    }
    for (int i = 0; i < network.blocks().size(); i++) {
      for (int from : network.blocks().get(i).reads()) {
        edge(from, i);
      }
    }
    for (int i = 0; i < network.blocks().size(); i++) {
      block(i);
    }
    legend();
    g.dispose();
    return image;
  }

  /** To the next block from side to side, to others above all between. */
  private void edge(int from, int to) {
    Rectangle2D a = layout.box(from);
    Rectangle2D b = layout.box(to);
    Path2D path = new Path2D.Double();
    double end = b.getCenterY();
    if (to == from + 1) {
      double turn = b.getMinX() - layout.gap() / 2;
      path.moveTo(a.getMaxX(), a.getCenterY());
      path.lineTo(turn, a.getCenterY());
      path.lineTo(turn, end);
      path.lineTo(b.getMinX(), end);
    } else {
      double over = Math.min(a.getMinY(), b.getMinY()) - NetworkLayout.ABOVE + 2;
      end = b.getMinY() + 5;
      double turn = b.getMinX() - layout.gap() / 3;
      path.moveTo(a.getMaxX() - 2, a.getMinY());
      path.lineTo(a.getMaxX() - 2, over);
      path.lineTo(turn, over);
      path.lineTo(turn, end);
      path.lineTo(b.getMinX(), end);
    }
    g.setColor(EDGE);
    g.setStroke(LINE);
    g.draw(path);
    Path2D head = new Path2D.Double();
    head.moveTo(b.getMinX(), end);
    head.lineTo(b.getMinX() - HEAD - 1, end - HEAD);
    head.lineTo(b.getMinX() - HEAD - 1, end + HEAD);
    head.closePath();
    g.fill(head);
  }

  private void block(int i) {
    NetworkDrawing.Block b = network.blocks().get(i);
    Rectangle2D box = layout.box(i);
    if (b.before() > b.channels()) {
      g.setColor(EDGE);
      g.setStroke(DASHES);
      g.draw(layout.boxBefore(i));
    }
    g.setColor(
        Double.isNaN(b.share())
            ? PLAIN
            : Palette.between(Math.min(1, Math.max(0, b.share() / network.most()))));
    g.fill(box);
    g.setColor(INK);
    g.setStroke(LINE);
    g.draw(box);
    g.setFont(font(11));
    centred(String.valueOf(b.channels()), box.getCenterX(), box.getMinY() - 5);
    if (layout.showsNames()) {
      upwards(b.layer(), box.getCenterX(), box.getMaxY() + 5);
    }
  }

  /** A name that ends below a block, to be read from below. */
  private void upwards(String name, double x, double top) {
    g.setFont(font(11));
    FontMetrics font = g.getFontMetrics();
    String text = NetworkLayout.shortened(name);
    AffineTransform upright = g.getTransform();
    g.rotate(-Math.PI / 2, x, top);
    g.drawString(
        text,
        (float) (x - font.stringWidth(text)),
        (float) (top + (font.getAscent() - font.getDescent()) / 2.0));
    g.setTransform(upright);
  }

  private void legend() {
    int y = image.getHeight() - 30;
    int x = NetworkLayout.MARGIN;
    g.setFont(font(12));
    FontMetrics font = g.getFontMetrics();
    g.setColor(INK);
    String least = "0 %";
    g.drawString(least, x, y + 11);
    x += font.stringWidth(least) + 6;
    for (int i = 0; i < 100; i++) {
      g.setColor(Palette.between(i / 99.0));
      g.fillRect(x + i, y, 1, 14);
    }
    x += 106;
    g.setColor(INK);
    boolean cut = network.blocks().stream().anyMatch(b -> b.before() > b.channels());
    g.drawString(
        Numbers.percent(network.most())
            + "  "
            + network.colours().meaning()
            + "      width and number: channels"
            + (cut ? ", dashed: before pruning" : ""),
        x,
        y + 11);
  }

  private void centred(String text, double x, double y) {
    g.drawString(text, (float) (x - g.getFontMetrics().stringWidth(text) / 2.0), (float) y);
  }

  private static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }
}
