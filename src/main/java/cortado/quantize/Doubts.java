package cortado.quantize;

import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What looks wrong with the values that calibration saw, in sentences with their numbers. */
final class Doubts {
  /** The largest value in root mean squares from which int8 keeps less than 20 dB. */
  private static final double OUTLIER = 44;

  private static final float LEAST_BYTE_IMAGE = 32;
  private static final float MOST_BYTE = 255;
  private static final int MOST_NAMED = 4;

  private final Program program;
  private final Map<String, ValueObserver> observed;
  private final List<String> sentences = new ArrayList<>();

  private Doubts(Program program, Map<String, ValueObserver> observed) {
    this.program = program;
    this.observed = observed;
  }

  /**
   * The sentences, those about inputs first.
   *
   * @param observed by the values' names
   */
  static List<String> of(Program program, Map<String, ValueObserver> observed, int samples) {
    Doubts doubts = new Doubts(program, observed);
    if (samples == 1) {
      doubts.sentences.add(
          "Calibrated on a single sample: other inputs may go beyond its ranges and saturate;"
              + " --calibrate 100 takes more, where %data has them.");
    }
    program.inputs().forEach(doubts::input);
    doubts.channels();
    doubts.outliers();
    return doubts.sentences;
  }

  private void input(Value v) {
    ValueObserver o = observed.get(v.name());
    if (o == null) {
      return;
    }
    Range seen = o.seen();
    if (seen.min() == seen.max()) {
      sentences.add(
          "The input '%s' was %s in all samples: calibrate on real data."
              .formatted(v.name(), number(seen.min())));
    } else if (seen.min() >= 0
        && seen.max() >= LEAST_BYTE_IMAGE
        && seen.max() <= MOST_BYTE
        && o.areWhole()
        && !isRescaled(v)) {
      sentences.add(
          ("The input '%s' goes from %s to %s in whole numbers, as bytes do: if the model was"
                  + " trained on 0 to 1, give %%data arrays that are divided by 255.")
              .formatted(v.name(), number(seen.min()), number(seen.max())));
    }
  }

  /** Whether the model itself brings the input to another scale. */
  private boolean isRescaled(Value input) {
    return program.steps().stream()
        .filter(s -> s.inputs().contains(input))
        .anyMatch(
            s ->
                s.op() instanceof Op.Affine
                    || s.op() instanceof Op.Scale
                    || s.op() instanceof Op.BatchNorm);
  }

  private void channels() {
    for (Step step : program.steps()) {
      ValueObserver o = observed.get(step.output().name());
      if (o == null || !(step.op() instanceof LinearOp)) {
        continue;
      }
      List<Integer> constant = o.constantChannels();
      if (!constant.isEmpty()) {
        sentences.add(
            ("%d of %d channels of '%s' never changed (%s): they are dead, or the samples do not"
                    + " reach them; %%prune 0.1 --granularity channel may remove them.")
                .formatted(
                    constant.size(),
                    o.channels(),
                    step.layer(),
                    constant.stream()
                            .limit(MOST_NAMED)
                            .map(Object::toString)
                            .collect(Collectors.joining(", "))
                        + (constant.size() > MOST_NAMED ? ", …" : "")));
      }
    }
  }

  /** The worst value alone: others follow from it more often than not. */
  private void outliers() {
    Optional<Step> worst =
        program.steps().stream()
            .filter(s -> observed.containsKey(s.output().name()))
            .filter(s -> crest(s) > OUTLIER)
            .max((a, b) -> Double.compare(crest(a), crest(b)));
    worst.ifPresent(
        s ->
            sentences.add(
                ("The largest value of '%s' is %.0f times its root mean square: outliers leave the"
                        + " others few codes; try --calibration mse, or --skip %s.")
                    .formatted(s.layer(), crest(s), s.layer())));
  }

  private double crest(Step step) {
    ValueObserver o = observed.get(step.output().name());
    Range r = o.range();
    double largest = Math.max(Math.abs(r.min()), Math.abs(r.max()));
    return o.rms() == 0 || ActivationScales.hasFixedCodes(step.op()) ? 0 : largest / o.rms();
  }

  private static String number(float v) {
    return String.format(Locale.ROOT, "%.4g", v).replaceAll("\\.?0+$", "");
  }
}
