package cortado.data;

import cortado.UserError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which images of a folder, or which samples, are kept for testing or for validation: all tiles of
 * an image go the same way.
 */
public sealed interface TestSplit {
  String ALLOWED = "numbers of %s from:to (24:29, both included) or a fraction in (0, 1) (0.2)";

  /**
   * The positions of the test images.
   *
   * @param names base names of the images, in order
   * @param seed decides a random choice
   * @throws UserError if a range meets a name without a number
   */
  BitSet choose(List<String> names, long seed);

  /**
   * Reads {@code 24:29} as a range of image numbers and {@code 0.2} as a fraction.
   *
   * @throws UserError if it is neither
   */
  static TestSplit parse(String text) {
    Matcher range = Pattern.compile("(\\d{1,9}):(\\d{1,9})").matcher(text.strip());
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = Integer.parseInt(range.group(2));
      if (first <= last) {
        return new Range(first, last);
      }
    } else if (text.strip().matches("0?\\.\\d+") && Double.parseDouble(text) > 0) {
      return new Fraction(Double.parseDouble(text));
    }
    throw UserError.because("The part is not understood")
        .received(text)
        .allowed(ALLOWED.formatted("images or samples"))
        .next("--test 0.2");
  }

  /**
   * The images whose number, the last one in their name, lies in a range.
   *
   * @param first at least 0
   * @param last included, at least {@code first}
   */
  record Range(int first, int last) implements TestSplit {
    public Range {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException(first + ":" + last);
      }
    }

    @Override
    public BitSet choose(List<String> names, long seed) {
      BitSet chosen = new BitSet();
      for (int i = 0; i < names.size(); i++) {
        long number = ImageNames.number(names.get(i));
        chosen.set(i, number >= first && number <= last);
      }
      return chosen;
    }

    @Override
    public String toString() {
      return first + ":" + last;
    }
  }

  /**
   * A share of the images, drawn by the seed.
   *
   * @param share in (0, 1); the number of images is rounded
   */
  record Fraction(double share) implements TestSplit {
    public Fraction {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("fraction " + share);
      }
    }

    @Override
    public BitSet choose(List<String> names, long seed) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(seed));
      BitSet chosen = new BitSet();
      order.subList(0, (int) Math.round(share * names.size())).forEach(chosen::set);
      return chosen;
    }

    @Override
    public String toString() {
      return Double.toString(share);
    }
  }
}
