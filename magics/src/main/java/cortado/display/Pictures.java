package cortado.display;

import cortado.report.Chart;
import cortado.report.Drawing;
import cortado.report.Png;
import java.awt.image.RenderedImage;
import java.util.Map;

/** How a terminal shows pictures; a chart is characters where pixels would be too coarse for it. */
public enum Pictures {
  /** Not at all. */
  NONE,
  /** Two pixels in a character, in the 256 colours that most terminals have. */
  BLOCKS,
  /** The same in 16 million colours. */
  FINE_BLOCKS,
  /** DEC's sixels, in the same 256 colours. */
  SIXEL,
  /** Kitty's protocol, which Ghostty knows, too. */
  KITTY,
  /** iTerm's protocol, which WezTerm knows, too. */
  ITERM;

  private static final int KITTY_CHUNK = 4096;
  private static final int MOST_COLUMNS = 100;

  /**
   * What a terminal can do, by what it says of itself.
   *
   * @param type such as {@code xterm-256color}
   */
  public static Pictures of(String type, Map<String, String> environment) {
    String program = environment.getOrDefault("TERM_PROGRAM", "");
    boolean inside = type.startsWith("tmux") || type.startsWith("screen"); // of that program
    if (!inside && (type.equals("xterm-kitty") || type.equals("xterm-ghostty"))) {
      return KITTY;
    }
    if (!inside && (program.equals("iTerm.app") || program.equals("WezTerm"))) {
      return ITERM;
    }
    if (environment.getOrDefault("COLORTERM", "").matches("truecolor|24bit")) {
      return type.equals("dumb") ? NONE : FINE_BLOCKS;
    }
    return type.endsWith("256color") || inside ? BLOCKS : NONE;
  }

  /** Whether they are pixels, not characters. */
  public boolean hasPixels() {
    return this == SIXEL || this == KITTY || this == ITERM;
  }

  /** The picture of a value with a line's end after it; nothing if text tells as much. */
  String draw(Object value, int columns) {
    boolean pixels = hasPixels();
    if (this == NONE || value instanceof Chart && !pixels) {
      return "";
    }
    RenderedImage image =
        value instanceof Drawing d ? d.image() : value instanceof RenderedImage i ? i : null;
    if (image == null) {
      return "";
    }
    int width = Math.min(MOST_COLUMNS, columns - 1);
    return switch (this) {
      case NONE -> "";
      case BLOCKS -> BlockPicture.draw(image, width, false);
      case FINE_BLOCKS -> BlockPicture.draw(image, width, true);
      case SIXEL -> SixelPicture.draw(image, width);
      case KITTY -> kitty(Png.base64(image), width);
      case ITERM -> "\033]1337;File=inline=1;width=" + width + ":" + Png.base64(image) + "\007\n";
    };
  }

  private static String kitty(String png, int columns) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < png.length(); i += KITTY_CHUNK) {
      int end = Math.min(png.length(), i + KITTY_CHUNK);
      b.append("\033_G").append(i == 0 ? "a=T,f=100,c=" + columns + "," : "");
      b.append("m=").append(end < png.length() ? 1 : 0).append(';');
      b.append(png, i, end).append("\033\\");
    }
    return b.append('\n').toString();
  }
}
