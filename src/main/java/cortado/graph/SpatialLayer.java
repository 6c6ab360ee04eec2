package cortado.graph;

import java.util.Locale;

/** Layers without weights that change the extents of images or signals. */
public sealed interface SpatialLayer extends Layer {

  /** What becomes of the values in a window. */
  enum Pooling {
    MAX("Max"),
    AVERAGE("Average");

    private final String keras;

    Pooling(String keras) {
      this.keras = keras;
    }
  }

  /** Mean over the part of each window that lies on the image. */
  record AveragePooling2D(String name, Size2 pool, Size2 strides, Padding padding)
      implements SpatialLayer {}

  /** Pooling of signals (batch, length, channels). */
  record Pooling1D(String name, Pooling pooling, int pool, int stride, Padding padding)
      implements SpatialLayer {
    @Override
    public String kind() {
      return pooling.keras + "Pooling1D";
    }
  }

  /**
   * Pooling of whole images or signals.
   *
   * @param axes how many there are between batch and channels: 1 or 2
   * @param keepDims whether they stay, with extent 1
   */
  record GlobalPooling(String name, Pooling pooling, int axes, boolean keepDims)
      implements SpatialLayer {
    @Override
    public String kind() {
      return String.format(Locale.ROOT, "Global%sPooling%dD", pooling.keras, axes);
    }
  }

  /** Enlarges images by whole factors. */
  record UpSampling2D(String name, Size2 factor, Interpolation interpolation)
      implements SpatialLayer {}

  /** Repeats each position of a signal as many times. */
  record UpSampling1D(String name, int factor) implements SpatialLayer {}

  /** Images of other extents, which are at least 1, whatever the ratio of their sides. */
  record Resizing(String name, int height, int width, Interpolation interpolation)
      implements SpatialLayer {}

  record ZeroPadding2D(String name, Border border) implements SpatialLayer {}

  /** Zeros around a signal, both counts at least 0. */
  record ZeroPadding1D(String name, int before, int after) implements SpatialLayer {}

  record Cropping2D(String name, Border border) implements SpatialLayer {}

  /** A signal without its ends, both counts at least 0. */
  record Cropping1D(String name, int before, int after) implements SpatialLayer {}
}
