package cortado.prune;

import cortado.UserError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is taken out as one. */
public sealed interface Granularity {
  Granularity WEIGHT = new Weight();
  Granularity CHANNEL = new Channel();
  Granularity LEVEL = new Level();

  /** Some that a user may name; blocks and patterns of other sizes are as good. */
  List<Granularity> EXAMPLES =
      List.of(WEIGHT, CHANNEL, LEVEL, new Block(1, 4), new Block(4, 4), new NOfM(2, 4));

  /** As the user names it. */
  String id();

  /** Single weights, which become zero. */
  record Weight() implements Granularity {
    @Override
    public String id() {
      return "weight";
    }
  }

  /** Whole channels, which are removed, so that layers have fewer filters. */
  record Channel() implements Granularity {
    @Override
    public String id() {
      return "channel";
    }
  }

  /** Whole levels of a U-Net, the innermost first, with all that they compute on small images. */
  record Level() implements Granularity {
    @Override
    public String id() {
      return "level";
    }
  }

  /**
   * Blocks of weights, which become zero together: of so many outputs and so many inputs in a row,
   * at one place of a kernel. At the ends blocks are smaller where the channels do not divide.
   *
   * @param outputs at least 1
   * @param inputs at least 1
   */
  record Block(int outputs, int inputs) implements Granularity {
    public Block {
      if (outputs < 1 || inputs < 1) {
        throw new IllegalArgumentException(outputs + "x" + inputs);
      }
    }

    @Override
    public String id() {
      return outputs + "x" + inputs;
    }
  }

  /**
   * Of each m inputs in a row, for each output and place of a kernel, n weights stay (Mishra et
   * al., 2021). Inputs that are left over where m does not divide them stay whole.
   *
   * @param n at least 1, below m
   */
  record NOfM(int n, int m) implements Granularity {
    public NOfM {
      if (n < 1 || m <= n) {
        throw new IllegalArgumentException(n + ":" + m);
      }
    }

    /** The share of zeros that it means. */
    public double sparsity() {
      return 1 - (double) n / m;
    }

    @Override
    public String id() {
      return n + ":" + m;
    }
  }

  /**
   * The granularity of this name: {@code weight}, {@code channel}, {@code level}, {@code 4x1},
   * {@code 2:4}.
   *
   * @throws UserError if the name is none
   */
  static Granularity named(String id) {
    for (Granularity g : List.of(WEIGHT, CHANNEL, LEVEL)) {
      if (g.id().equals(id)) {
        return g;
      }
    }
    Matcher m = Pattern.compile("([1-9]\\d{0,3})([x:])([1-9]\\d{0,3})").matcher(id);
    if (m.matches()) {
      int a = Integer.parseInt(m.group(1));
      int b = Integer.parseInt(m.group(3));
      if (m.group(2).equals("x")) {
        return new Block(a, b);
      } else if (a < b) {
        return new NOfM(a, b);
      }
    }
    throw UserError.because("There is no such granularity")
        .received(id)
        .allowed(
            "weight, channel, level, a block such as 4x1 (outputs x inputs), or 2:4 (2 of 4 stay)");
  }
}
