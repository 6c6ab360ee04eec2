package cortado.session;

import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.MovingRanges;
import cortado.quantize.Quantization;
import cortado.quantize.Range;
import cortado.train.RoundingHook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Trains the program that a TFLite file will hold, rounded as the file will round it. Batch norm is
 * folded before: the folded kernels and biases are what is trained, with the statistics that the
 * model has, so that the numbers that are rounded in training are those of the file. Folding anew
 * in each step, with statistics of the batch, costs two convolutions and trains for numbers that
 * the file does not have.
 *
 * @param form of the program in the file
 * @param until the step, from 0, from which ranges stay as they are
 */
record DeployedRounding(MovingRanges ranges, UnaryOperator<Program> form, int until)
    implements RoundingHook {

  @Override
  public Program program(Program lowered) {
    return form.apply(Rewrites.forInference(lowered));
  }

  @Override
  public Arithmetic arithmetic(Step step) {
    if (!ranges.isInteger(step)) {
      return Arithmetic.REAL;
    }
    return ranges.keepsCodes(step) ? Arithmetic.SAME_GRID : Arithmetic.ROUNDED;
  }

  @Override
  public Rounding written(Step step) {
    return rounding(ranges.written(step), step.output());
  }

  @Override
  public Optional<Rounding> read(Step step, Value input) {
    return ranges.read(step, input).map(r -> rounding(r, input));
  }

  private Rounding rounding(MovingRanges.Rounding r, Value v) {
    return new Rounding(
        r.codes(), r.observed() && until > 0 ? Optional.of(v.name()) : Optional.empty());
  }

  @Override
  public boolean observes(int step) {
    return step + 1 < until;
  }

  @Override
  public Map<String, Grid> gridsAt(int step, Map<String, Extent> seen) {
    if (step > 0 && seen.isEmpty()) {
      return Map.of();
    }
    Map<String, Range> batch = new LinkedHashMap<>();
    seen.forEach((name, e) -> batch.put(name, new Range(e.least(), e.most())));
    if (!batch.isEmpty()) {
      ranges.follow(batch);
    }
    Map<String, Grid> grids = new LinkedHashMap<>();
    ranges.codes().forEach((name, q) -> grids.put(name, grid(q)));
    return grids;
  }

  private static Grid grid(Quantization q) {
    return new Grid(q.scale(), q.decode(Byte.MIN_VALUE), q.decode(Byte.MAX_VALUE));
  }
}
