package cortado.report;

import cortado.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** The numbers of one sample as the pixels of a picture. */
final class MaskPicture {
  private static final float THRESHOLD = 0.5f;

  private final int height;
  private final int width;
  private final int channels;
  private final float[] values;

  /**
   * @param images NHWC
   */
  MaskPicture(Tensor images, int sample) {
    this.height = images.shape().dim(1);
    this.width = images.shape().dim(2);
    this.channels = images.shape().dim(3);
    this.values = new float[height * width * channels];
    images.readFloats(sample * values.length, values.length, values, 0);
  }

  /** As it looks: grey, or red, green and blue; stretched where its numbers leave [0, 1]. */
  BufferedImage seen() {
    float low = 0;
    float high = 1;
    for (float v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    float from = low;
    float spread = high - low;
    boolean colour = channels >= 3;
    return pixels(
        i -> {
          int at = i * channels;
          int red = Math.round(255 * (values[at] - from) / spread);
          int green = colour ? Math.round(255 * (values[at + 1] - from) / spread) : red;
          int blue = colour ? Math.round(255 * (values[at + 2] - from) / spread) : red;
          return red << 16 | green << 8 | blue;
        });
  }

  boolean hasOneChannel() {
    return channels == 1;
  }

  /** Whether it is a true mask of one thing, there or not, rather than numbers of classes. */
  boolean isBinary() {
    for (float v : values) {
      if (v > 1) {
        return false;
      }
    }
    return channels == 1;
  }

  /** Whether the channels of each pixel add up to 1, so that one of them is chosen. */
  boolean isChoice() {
    for (int i = 0; i < values.length; i += channels) {
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += values[i + c];
      }
      if (Math.abs(sum - 1) > 1e-3) {
        return false;
      }
    }
    return channels > 1;
  }

  /**
   * What each pixel shows: 0 is nothing or the first class.
   *
   * @param binary whether a single channel tells if one thing is there, else the class's number
   * @param choice whether each pixel shows one of several channels, else none may be above a half
   */
  int[] classes(boolean binary, boolean choice) {
    int[] classes = new int[height * width];
    if (channels == 1) {
      Arrays.setAll(
          classes,
          i -> binary ? (values[i] > THRESHOLD ? 1 : 0) : Math.max(0, Math.round(values[i])));
      return classes;
    }
    Arrays.setAll(
        classes,
        i -> {
          int best = 0;
          for (int c = 1; c < channels; c++) {
            best = values[i * channels + c] > values[i * channels + best] ? c : best;
          }
          return choice ? best : values[i * channels + best] > THRESHOLD ? best + 1 : 0;
        });
    return classes;
  }

  /** A mask of one thing in white. */
  BufferedImage mask(int[] classes) {
    return pixels(i -> classes[i] == 0 ? 0 : 0xffffff);
  }

  /** A mask in white, what is too much in it in orange, what it lacks in blue. */
  BufferedImage compared(int[] predicted, int[] actual) {
    return pixels(
        i -> {
          if (predicted[i] == actual[i]) {
            return predicted[i] == 0 ? 0 : 0xffffff;
          }
          return (predicted[i] == 0 ? PredictionSheet.MISSED : PredictionSheet.WRONG).getRGB();
        });
  }

  /** A colour for each class but the first. */
  BufferedImage coloured(int[] classes) {
    return pixels(
        i -> classes[i] == 0 ? Color.BLACK.getRGB() : Palette.awt(classes[i] - 1).getRGB());
  }

  private BufferedImage pixels(IntUnaryOperator rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] all = new int[width * height];
    Arrays.setAll(all, rgb);
    image.setRGB(0, 0, width, height, all, 0, width);
    return image;
  }
}
