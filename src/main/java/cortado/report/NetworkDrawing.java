package cortado.report;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network from its inputs on the left to its outputs on the right. The coarser an image, the
 * lower its layers stand, so that a U-Net has the shape of its name.
 *
 * @param levels the shape of the images of each level, from the finest on
 * @param colours what they tell
 * @param most the number of the darkest colour, in (0, 1]
 */
public record NetworkDrawing(
    String title, List<Block> blocks, List<String> levels, NetworkColour colours, double most)
    implements Drawing {
  public NetworkDrawing {
    blocks = List.copyOf(blocks);
    levels = List.copyOf(levels);
  }

  /**
   * A layer with those after it that keep its shape and have no kernel, such as its normalization
   * and its activation.
   *
   * @param layer its path
   * @param channels that it makes
   * @param before how many it made in the variant that all came from, at least as many
   * @param level where it stands, 0 at the top
   * @param reads the blocks that it reads from, by their places
   * @param share in [0, 1], what its colour tells; NaN if that says nothing of it
   */
  public record Block(
      String layer, int channels, int before, int level, List<Integer> reads, double share) {
    public Block {
      reads = List.copyOf(reads);
    }
  }

  @Override
  public BufferedImage image() {
    return new NetworkImage(this).draw();
  }

  /** The layers of each level in a line, with their channels and what their colour would tell. */
  @Override
  public String text() {
    int widest = levels.stream().mapToInt(String::length).max().orElse(0);
    return IntStream.range(0, levels.size())
        .mapToObj(
            level ->
                String.format("%-" + Math.max(1, widest) + "s", levels.get(level))
                    + "  "
                    + " ".repeat(2 * level)
                    + blocks.stream()
                        .filter(b -> b.level() == level)
                        .map(NetworkDrawing::words)
                        .collect(Collectors.joining(" · ")))
        .collect(
            Collectors.joining(
                "\n",
                title + "\n",
                "\n(channels; in brackets the "
                    + colours.meaning()
                    + "; --out FILE.png draws it)"));
  }

  private static String words(Block b) {
    String cut = b.before() > b.channels() ? " of " + b.before() : "";
    String share = Double.isNaN(b.share()) ? "" : " (" + Numbers.percent(b.share()) + ")";
    return b.layer() + " " + b.channels() + cut + share;
  }

  @Override
  public String page() {
    return PlotlyHtml.page(title, "", PlotlyHtml.image(image(), title));
  }
}
