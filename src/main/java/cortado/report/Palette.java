package cortado.report;

import java.awt.Color;
import java.util.List;

/** Colours that people with colour-blindness tell apart, after Okabe and Ito. */
final class Palette {
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555");

  private Palette() {}

  static String hex(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  static Color awt(int series) {
    return Color.decode(hex(series));
  }
}
