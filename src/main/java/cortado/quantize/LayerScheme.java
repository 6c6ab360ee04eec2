package cortado.quantize;

import cortado.UserError;
import cortado.graph.LayerPattern;

/**
 * The scheme of some layers.
 *
 * @param pattern of their names, see {@link LayerPattern}
 * @param scheme as {@link Scheme#of} takes it
 */
public record LayerScheme(String pattern, String scheme) {

  /**
   * Reads {@code conv_5*=float16}.
   *
   * @throws UserError if it has no pattern or no such scheme
   */
  public static LayerScheme parse(String text) {
    int split = text.lastIndexOf('=');
    if (split < 1) {
      throw UserError.because("The scheme of a layer is not understood")
          .received(text)
          .allowed("PATTERN=SCHEME")
          .next("--layer \"conv2d_5*=float16\"");
    }
    return new LayerScheme(text.substring(0, split), Scheme.of(text.substring(split + 1)).id());
  }

  /** Layers that stay as they were trained. */
  public static LayerScheme skipped(String pattern) {
    return new LayerScheme(pattern, new Scheme.Float32().id());
  }

  LayerPattern layers() {
    return new LayerPattern(pattern);
  }

  /** As an option: {@code --layer conv_5*=float16}, {@code --skip conv_5*}. */
  @Override
  public String toString() {
    return scheme.equals(new Scheme.Float32().id())
        ? "--skip " + pattern
        : "--layer " + pattern + "=" + scheme;
  }
}
