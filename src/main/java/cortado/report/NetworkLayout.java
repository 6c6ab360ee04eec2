package cortado.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Where the blocks of a drawn network stand, in pixels. */
final class NetworkLayout {
  static final int MARGIN = 24;

  /** Room above a block for its channels and for lines that pass. */
  static final int ABOVE = 24;

  private static final int BELOW = 24;
  private static final int TOP = 56;
  private static final int LEVEL_NAMES = 90;
  private static final int LEGEND = 56;
  private static final int LEAST_WIDTH = 900;
  private static final int MOST_WIDTH = 1020;
  private static final double TALLEST = 96;
  private static final double SHRINK = 0.75;
  private static final double LOWEST = 18;
  private static final double NARROWEST = 5;
  private static final double WIDEST = 46;
  private static final double GAP = 24;

  /** Below this distance names would cover each other. */
  private static final double LEAST_PITCH = 12;

  private static final int LONGEST_NAME = 16;
  private static final double PIXELS_OF_A_LETTER = 6.5;

  private final NetworkDrawing network;
  private final double scale;
  private final int widest;
  private final List<Double> lefts = new ArrayList<>();
  private final List<Double> tops = new ArrayList<>();
  private final double right;
  private final double bottom;

  NetworkLayout(NetworkDrawing network) {
    this.network = network;
    this.widest = network.blocks().stream().mapToInt(NetworkDrawing.Block::before).max().orElse(1);
    double natural = network.blocks().stream().mapToDouble(b -> full(b.before()) + GAP).sum();
    this.scale = Math.min(1, (MOST_WIDTH - LEVEL_NAMES - 2 * MARGIN) / natural);
    double x = MARGIN + LEVEL_NAMES;
    for (NetworkDrawing.Block b : network.blocks()) {
      lefts.add(x);
      x += scale * (full(b.before()) + GAP);
    }
    this.right = x;
    double y = TOP;
    for (int level = 0; level < network.levels().size(); level++) {
      y += ABOVE;
      tops.add(y);
      y += height(level) + BELOW;
    }
    this.bottom = network.blocks().stream().mapToDouble(this::end).max().orElse(y) + BELOW;
  }

  int width() {
    return (int) Math.max(LEAST_WIDTH, right + MARGIN);
  }

  int height() {
    return (int) bottom + LEGEND;
  }

  double gap() {
    return scale * GAP;
  }

  /** A block that makes so many channels; the root keeps few of them visible beside many. */
  private double full(int channels) {
    return NARROWEST + WIDEST * Math.sqrt((double) channels / Math.max(1, widest));
  }

  private static double height(int level) {
    return Math.max(LOWEST, TALLEST * Math.pow(SHRINK, level));
  }

  /** Down to the end of its name; names have room, as no two blocks stand one above the other. */
  private double end(NetworkDrawing.Block b) {
    double name = showsNames() ? shortened(b.layer()).length() * PIXELS_OF_A_LETTER : 0;
    return tops.get(b.level()) + height(b.level()) + name;
  }

  boolean showsNames() {
    return scale * (NARROWEST + GAP) >= LEAST_PITCH;
  }

  /** The end of a name, which tells layers of one kind apart. */
  static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }

  double middle(int level) {
    return tops.get(level) + height(level) / 2;
  }

  Rectangle2D box(int index) {
    return box(index, network.blocks().get(index).channels());
  }

  /** As it was before channels were removed. */
  Rectangle2D boxBefore(int index) {
    return box(index, network.blocks().get(index).before());
  }

  private Rectangle2D box(int index, int channels) {
    NetworkDrawing.Block b = network.blocks().get(index);
    return new Rectangle2D.Double(
        lefts.get(index), tops.get(b.level()), scale * full(channels), height(b.level()));
  }
}
