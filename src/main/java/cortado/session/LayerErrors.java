package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.explain.ErrorAccount;
import cortado.explain.LayerError;
import cortado.ops.Cost;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.Deviation;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tflite.TfliteWriter;
import cortado.tflite.ValueComparison;
import cortado.workspace.Recipe;
import cortado.workspace.Signature;
import cortado.workspace.Variant;
import cortado.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what rounding did to each layer of a quantized variant. */
record LayerErrors(Workspace workspace, Artifacts artifacts, Optional<Dataset> data) {
  private static final int MOST_SAMPLES = 16;

  /** Multiply-adds of all samples, so that large models take seconds, too. */
  private static final long MOST_WORK = 20_000_000_000L;

  /**
   * Compares it with the variant that it was made from.
   *
   * @throws UserError if it is not quantized, or the size of images is free and no data tells one
   */
  ErrorAccount of(Variant v) {
    if (!v.isQuantized()) {
      throw UserError.because(v.name() + " is not quantized, so nothing was rounded")
          .received(v.recipe().text())
          .next("%quantize int8 --from " + v.name());
    }
    Program program = Rewrites.forInference(Lowering.lower(v.model()));
    ProbeSamples samples = samples(v, program);
    Map<String, ValueComparison.Compared> found = compare(v, program, samples);
    boolean trained = v.recipe() instanceof Recipe.QuantizedAware;
    Value worst =
        program.outputs().stream()
            .min(Comparator.comparingDouble(o -> sqnr(found, o)))
            .orElseThrow();
    return new ErrorAccount(
        v.parent().orElseThrow(),
        v.recipe().quantization().orElseThrow(),
        trained,
        samples.count(),
        samples.source(),
        layers(program, found, ancestors(program, worst)),
        sqnr(found, worst),
        Optional.empty());
  }

  private ProbeSamples samples(Variant v, Program program) {
    long work = Math.max(1, Cost.multiplyAdds(program));
    int most = (int) Math.max(1, Math.min(MOST_SAMPLES, MOST_WORK / work));
    Signature signature = v.signature();
    return ProbeSamples.of(signature, data, most)
        .orElseGet(
            () ->
                new ProbeSamples(
                    Measuring.one(v, signature, TestSet.of(signature, Optional.empty())),
                    ErrorAccount.Source.MADE_UP));
  }

  private Map<String, ValueComparison.Compared> compare(
      Variant v, Program program, ProbeSamples samples) {
    return workspace.withScratch(
        scratch -> {
          // Of the whole program: what is written to be run leaves some values out.
          Path exact = scratch.resolve("float.tflite");
          TfliteWriter.write(program, QuantizationPlan.of(new Scheme.Float32()), exact);
          return ValueComparison.of(exact, artifacts.tflite(v), samples.inputs().tensors());
        });
  }

  private static double sqnr(Map<String, ValueComparison.Compared> found, Value v) {
    ValueComparison.Compared c = found.get(v.name());
    return c == null ? Double.POSITIVE_INFINITY : c.deviation().sqnrDb();
  }

  private static List<LayerError> layers(
      Program program, Map<String, ValueComparison.Compared> found, Set<Value> leading) {
    List<LayerError> layers = new ArrayList<>();
    for (Value input : program.inputs()) {
      add(input.name(), input, List.of(), Double.POSITIVE_INFINITY, found, leading, layers);
    }
    for (Step s : program.steps()) {
      double inputs =
          s.inputs().stream()
              .mapToDouble(v -> before(program, found, v))
              .min()
              .orElse(Double.POSITIVE_INFINITY);
      add(s.layer(), s.output(), sources(program, s), inputs, found, leading, layers);
    }
    return layers;
  }

  private static void add(
      String layer,
      Value value,
      List<String> sources,
      double inputs,
      Map<String, ValueComparison.Compared> found,
      Set<Value> leading,
      List<LayerError> layers) {
    ValueComparison.Compared c = found.get(value.name());
    if (c != null) {
      String type = c.type().name().toLowerCase(Locale.ROOT);
      Deviation d = c.deviation();
      layers.add(
          new LayerError(layer, value.name(), type, sources, d, inputs, leading.contains(value)));
    }
  }

  private static List<String> sources(Program program, Step step) {
    return program.steps().stream()
        .filter(s -> step.inputs().contains(s.output()))
        .map(Step::layer)
        .distinct()
        .toList();
  }

  /** Of a value that the quantized file does without, that of what it is computed from. */
  private static double before(
      Program program, Map<String, ValueComparison.Compared> found, Value v) {
    Optional<Step> producer =
        program.steps().stream().filter(s -> s.output().equals(v)).findFirst();
    return found.containsKey(v.name()) || producer.isEmpty()
        ? sqnr(found, v)
        : producer.get().inputs().stream()
            .mapToDouble(i -> before(program, found, i))
            .min()
            .orElse(Double.POSITIVE_INFINITY);
  }

  /** The value and all that it is computed from. */
  private static Set<Value> ancestors(Program program, Value last) {
    Set<Value> all = new HashSet<>(Set.of(last));
    for (int i = program.steps().size() - 1; i >= 0; i--) {
      Step s = program.steps().get(i);
      if (all.contains(s.output())) {
        all.addAll(s.inputs());
      }
    }
    return all;
  }
}
