package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Shuffle;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.Step;
import cortado.quantize.Calibration;
import cortado.quantize.Integers;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;
import cortado.train.ErrorBudget;
import cortado.train.Trainer;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Quantizes one variant. */
final class Quantizing {
  private final QuantizeRequest request;
  private final QuantizationMethod method;
  private final Program program;
  private final Optional<Dataset> data;
  private final Optional<NamedTensors> inputs;
  private final List<Variant> lineage;
  private final Variant from;
  private final Optional<Tuner> tuner;
  private final UnaryOperator<Program> form;
  private final Optional<BudgetJudge> judge;

  /**
   * @param lineage the variant, the last, after its ancestors, which training for integers asks for
   * @param parent computes what {@code from} does; opened if it is needed
   * @throws UserError if the scheme is unknown or needs data that is absent or does not fit
   */
  Quantizing(
      List<Variant> lineage,
      QuantizeRequest request,
      Optional<Dataset> data,
      Supplier<Predictor> parent) {
    this.lineage = List.copyOf(lineage);
    this.from = lineage.get(lineage.size() - 1);
    this.request = request;
    this.method = request.method();
    if (method.equals(QuantizationMethod.of("float32"))) {
      throw UserError.because("A variant is float32 already")
          .received(method)
          .allowed("float16, dynamic, int4, int8, uint8, int16x8, or float32 --fold-width");
    }
    Program whole = Rewrites.forInference(Lowering.lower(from.model()));
    method.requireMatches(whole.steps().stream().map(Step::layer).distinct().toList());
    boolean calibrates =
        whole.steps().stream().map(this::scheme).anyMatch(Scheme.FullInteger.class::isInstance);
    this.data = calibrates ? data : Optional.empty();
    if (calibrates && data.isEmpty()) {
      throw UserError.because("int8 needs data to calibrate on")
          .next("%data DIR --tile 128 or %data --inputs x.npy, then %quantize " + method);
    }
    if (request.aware().isPresent() && !calibrates) {
      throw UserError.because("Only integers are trained for: " + method + " rounds too little")
          .received(method + " --aware")
          .allowed("int8 --aware")
          .next("leave --aware out");
    }
    if (request.aware().isPresent()) {
      method.integers().ifPresent(this::requireTrained);
    }
    if (!method.corrections().isEmpty() && !calibrates) {
      throw UserError.because("Corrections are for integers: " + method.scheme() + " has none")
          .received(method)
          .allowed("int8 --correct " + String.join(",", method.corrections()))
          .next("leave --correct out");
    }
    this.tuner =
        request.aware().map(how -> new Tuner(from, how, request.epochs(), data.get(), parent));
    this.inputs =
        this.data.map(d -> new SampleFit(from.signature()).require(from.name(), d.train()));
    this.form = form();
    this.program = form.apply(whole);
    this.judge =
        request
            .within()
            .map(
                budget ->
                    BudgetJudge.of(
                        budget, from, requireData(data, budget), samples(), request.seed()));
    if (method.foldsWidth() && Rewrites.foldWidth(program, step -> false).views().isEmpty()) {
      throw UserError.because("No convolution of " + from.name() + " is narrow enough to be folded")
          .received("--fold-width")
          .allowed("convolutions of stride 1 to up to 8 channels, of images from 64x64 on")
          .next("leave --fold-width out");
    }
  }

  /** Training rounds as int8 does. */
  private void requireTrained(Integers integers) {
    if (integers != Integers.INT8) {
      boolean unsigned = integers == Integers.UINT8;
      throw UserError.because(
              unsigned
                  ? "Training rounds each channel of a kernel alone, which uint8 does not"
                  : "Values of int16 are so close to float32 that there is nothing to train for")
          .received(method + " --aware")
          .allowed("int8 --aware")
          .next(unsigned ? "%quantize int8 --aware --io uint8" : "leave --aware out");
    }
  }

  private static Dataset requireData(Optional<Dataset> data, ErrorBudget budget) {
    return data.orElseThrow(
        () ->
            UserError.because("An error budget needs data with targets")
                .received("--within " + budget)
                .next("%data cells or %data DIR --tile 128"));
  }

  /**
   * What is made of a program for inference before it is written. Convolutions of concatenated
   * values stay whole for accelerators, which copy for a concatenation faster than they add, and
   * where their outputs are to be evened out with a convolution after them.
   */
  private UnaryOperator<Program> form() {
    boolean integerEdges =
        method.whole() instanceof Scheme.FullInteger f && f.edge() != Scheme.Edge.FLOAT32;
    // The kernels for int16 add as slowly as they multiply.
    boolean wide = method.integers().filter(i -> i == Integers.INT16_INT8).isPresent();
    boolean whole = integerEdges || wide || !method.corrections().isEmpty();
    return whole && !method.foldsWidth() ? UnaryOperator.identity() : Rewrites::splitConcatenations;
  }

  private Scheme scheme(Step step) {
    return method.scheme(step.layer());
  }

  private int samples() {
    return data.map(d -> Math.min(request.samples(), d.train().count())).orElse(0);
  }

  Recipe recipe() {
    return new Recipe.Quantized(method, samples(), request.seed(), digest());
  }

  private String digest() {
    return data.map(Dataset::sha256).orElse("");
  }

  /**
   * What the TFLite file of a variant is to hold, and what made it.
   *
   * @param warnings what looked wrong in calibration, in sentences
   */
  record File(FileForm form, Recipe recipe, List<String> warnings) {}

  /**
   * Calibrates; trains or looks for layers to keep if it is asked for.
   *
   * @param unquantized the TFLite file of the variant as it is; asked for if it is needed
   */
  File file(Trainer trainer, Supplier<Path> unquantized, String stage, SessionListener listener) {
    Calibrated ready = calibrated(stage, listener);
    List<String> warnings = ready.calibration().map(Calibration::warnings).orElse(List.of());
    if (judge.isPresent()) {
      BudgetSearch search =
          new BudgetSearch(ready.program(), method, m -> ready.form(m).content(""), judge.get());
      BudgetSearch.Found found = search.run(unquantized.get(), stage, listener);
      return new File(ready.form(found.method()), recipe(found), warnings);
    }
    if (tuner.isEmpty()) {
      return new File(ready.form(method), recipe(), warnings);
    }
    Calibration start = ready.calibration().orElseThrow();
    AwareTraining.Trained trained =
        new AwareTraining(tuner.get(), request.epochs(), form, HeldPattern.isShared(lineage))
            .run(from.model(), program, start, this::plan, trainer, stage, listener);
    Recipe recipe =
        new Recipe.QuantizedAware(method, samples(), tuner.get().recipe(), trained.course());
    FileForm file = FileForm.of(method, trained.program(), plan(trained.calibration()));
    return new File(file, recipe, warnings);
  }

  private Recipe recipe(BudgetSearch.Found found) {
    return new Recipe.Quantized(
        found.method(), samples(), request.seed(), digest(), found.budget());
  }

  /** Writes the file without the zeros of its kernels; answers of how many. */
  long writeSparse(Path file, String stage, SessionListener listener) {
    return calibrated(stage, listener).writeSparse(method, file);
  }

  private Calibrated calibrated(String stage, SessionListener listener) {
    if (inputs.isEmpty()) {
      return new Calibrated(program, Optional.empty());
    }
    NamedTensors all = inputs.get();
    NamedTensors some = all.select(Shuffle.some(all.count(), request.samples(), request.seed()));
    listener.onProgress(stage, 0, "calibrating on " + some.count() + " samples");
    return Calibrated.on(some, program, method);
  }

  private QuantizationPlan plan(Calibration calibration) {
    return method.plan(program, Optional.of(calibration));
  }
}
