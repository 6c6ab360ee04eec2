package cortado.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures side by side: what a model sees, what it should find, and what variants find.
 *
 * @param columns names of the columns
 * @param note what the colours mean
 */
public record PredictionSheet(String title, List<String> columns, List<Row> rows, String note)
    implements Drawing {
  /** What a mask lacks. */
  static final Color MISSED = new Color(0x56b4e9);

  /** What is too much in a mask. */
  static final Color WRONG = new Color(0xd55e00);

  public PredictionSheet {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row r : rows) {
      if (r.tiles().size() != columns.size()) {
        throw new IllegalArgumentException(
            r.name() + " has " + r.tiles().size() + " tiles in " + columns.size() + " columns");
      }
    }
  }

  /** The pictures of one sample. */
  public record Row(String name, List<Tile> tiles) {
    public Row {
      tiles = List.copyOf(tiles);
    }
  }

  /**
   * A picture.
   *
   * @param caption beneath it, such as its Dice; may be empty
   */
  public record Tile(BufferedImage picture, String caption) {}

  @Override
  public BufferedImage image() {
    return new SheetImage(this).draw();
  }

  /** The captions, as a terminal shows no pictures. */
  @Override
  public String text() {
    StringBuilder out = new StringBuilder(title);
    for (Row r : rows) {
      out.append('\n').append(r.name()).append(':');
      for (int i = 0; i < columns.size(); i++) {
        String caption = r.tiles().get(i).caption();
        out.append(caption.isEmpty() ? "" : "  " + columns.get(i) + " " + caption);
      }
    }
    return out.append("\n(--out FILE.png writes the pictures)").toString();
  }

  @Override
  public String page() {
    return PlotlyHtml.page(title, "", PlotlyHtml.image(image(), title));
  }
}
