package cortado.data;

import java.util.ArrayList;
import java.util.List;

/** How samples of one size come out of an image of any size. */
sealed interface Framing {
  /** Width and height of a sample. */
  int side();

  /** How many samples an image gives. */
  int count(int width, int height);

  List<Picture> frames(Picture picture);

  /** As an option of the magic. */
  String option();

  /** Crops side by side in row-major order; what is left at the right and the bottom is dropped. */
  record Tiles(int side) implements Framing {
    @Override
    public int count(int width, int height) {
      return Math.multiplyExact(width / side, height / side);
    }

    @Override
    public List<Picture> frames(Picture p) {
      List<Picture> frames = new ArrayList<>();
      for (int top = 0; top + side <= p.height(); top += side) {
        for (int left = 0; left + side <= p.width(); left += side) {
          frames.add(p.crop(left, top, side, side));
        }
      }
      return frames;
    }

    @Override
    public String option() {
      return "--tile " + side;
    }
  }

  /** The whole image, stretched to a square. */
  record Resized(int side) implements Framing {
    @Override
    public int count(int width, int height) {
      return 1;
    }

    @Override
    public List<Picture> frames(Picture p) {
      return List.of(p.resize(side, side));
    }

    @Override
    public String option() {
      return "--size " + side;
    }
  }
}
