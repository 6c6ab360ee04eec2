package cortado.report;

import java.awt.Color;
import java.util.List;

/** Colours that people with colour-blindness tell apart, after Okabe and Ito. */
final class Palette {
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555");

  /** Of little, in a scale from little to much. */
  static final String LIGHT = "#fdf6ec";

  /** Of much. */
  static final String DARK = "#d55e00";

  /** Of what belongs to no series; is seen on white and on black. */
  static final String GREY = "#888888";

  private Palette() {}

  static String hex(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /**
   * A colour of the scale from little to much.
   *
   * @param share in [0, 1]
   */
  static Color between(double share) {
    Color light = Color.decode(LIGHT);
    Color dark = Color.decode(DARK);
    return new Color(
        mixed(light.getRed(), dark.getRed(), share),
        mixed(light.getGreen(), dark.getGreen(), share),
        mixed(light.getBlue(), dark.getBlue(), share));
  }

  private static int mixed(int light, int dark, double share) {
    return (int) Math.round(light + (dark - light) * share);
  }

  static Color awt(int series) {
    return Color.decode(hex(series));
  }
}
