package cortado.train;

import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, as training goes on, how numbers are rounded, so that weights are trained for what they
 * will be when they are deployed. Gradients pass as if nothing was rounded, but do not pass where a
 * value is beyond its grid.
 */
public interface RoundingHook {
  /** Trains the model as it is and rounds nothing. */
  RoundingHook NONE =
      new RoundingHook() {
        @Override
        public Program program(Program lowered) {
          return lowered;
        }

        @Override
        public Arithmetic arithmetic(Step step) {
          return Arithmetic.REAL;
        }

        @Override
        public Rounding written(Step step) {
          throw new IllegalStateException("nothing is rounded");
        }

        @Override
        public Optional<Rounding> read(Step step, Value input) {
          return Optional.empty();
        }

        @Override
        public boolean observes(int step) {
          return false;
        }

        @Override
        public Map<String, Grid> gridsAt(int step, Map<String, Extent> seen) {
          return Map.of();
        }
      };

  /**
   * The program whose weights are trained, without dropout and with statistics of batch norm that
   * stay.
   *
   * @param lowered from the model, for samples of known extents
   */
  Program program(Program lowered);

  /** In which numbers a step computes. */
  Arithmetic arithmetic(Step step);

  /** How the output of a step that does not compute in real numbers is rounded. */
  Rounding written(Step step);

  /** How a step rounds a value that it reads, maybe once more; empty if it does not. */
  Optional<Rounding> read(Step step, Value input);

  /** Whether the extents that values take in a step of training, from 0, are asked for. */
  boolean observes(int step);

  /**
   * Called before each step.
   *
   * @param step from 0
   * @param seen the extents of observed values in the step before, by name; empty before the first
   *     and where none were asked for
   * @return the grids that change now, at step 0 all that there are
   */
  Map<String, Grid> gridsAt(int step, Map<String, Extent> seen);

  /** What a step computes in. */
  enum Arithmetic {
    /** Real numbers, which stay as they are. */
    REAL,
    /**
     * What it is given is rounded and so is its output; kernels are rounded to int8, symmetric for
     * each output channel, and biases to steps of input times kernel.
     */
    ROUNDED,
    /** As {@link #ROUNDED}, with one grid for what it is given and its output. */
    SAME_GRID
  }

  /**
   * Where numbers are rounded.
   *
   * @param grid to which
   * @param observed the name of the value, if its extent is to be observed
   */
  record Rounding(String grid, Optional<String> observed) {}

  /**
   * Evenly spaced numbers with 0 among them: multiples of the scale.
   *
   * @param least and
   * @param most are the first and the last; what is beyond becomes these
   */
  record Grid(float scale, float least, float most) {}

  /** The least and the greatest number of a batch. */
  record Extent(float least, float most) {}
}
