package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.explain.Account;
import cortado.explain.ErrorAccount;
import cortado.explain.Evidence;
import cortado.explain.Explanation;
import cortado.explain.Reference;
import cortado.explain.RoundedTimes;
import cortado.explain.Subject;
import cortado.machine.Processor;
import cortado.measure.FileSize;
import cortado.measure.MeasureRequest;
import cortado.measure.Measurer;
import cortado.measure.ProfileRequest;
import cortado.measure.Profiled;
import cortado.ops.Lowering;
import cortado.ops.ModelSummary;
import cortado.ops.Rewrites;
import cortado.tflite.Kernels;
import cortado.tflite.TfliteFile;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Signature;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import cortado.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Explains one variant. */
record Explaining(
    Workspace workspace,
    Artifacts artifacts,
    VariantCatalog catalog,
    Measurer measurer,
    ExplainOptions options,
    Optional<Dataset> data) {
  private static final int WARMUPS = 10;

  /** Runs in turns even out what else the machine does. */
  private static final int ROUNDS = 2;

  /** A file to run. */
  private record Run(Variant variant, Kernels kernels, Optional<Reference.Role> role) {}

  Explanation explain(Variant v, SessionListener listener) {
    if (options.tensorFlow()) {
      RoundedGraph.requireIntegers(v);
    }
    List<Run> runs = new ArrayList<>(List.of(new Run(v, options.kernels(), Optional.empty())));
    reference(v).ifPresent(runs::add);
    List<Account> accounts = workspace.withScratch(scratch -> accounts(runs, scratch, listener));
    Optional<Reference> reference =
        runs.size() == 1
            ? Optional.empty()
            : Optional.of(new Reference(accounts.get(1), runs.get(1).role().orElseThrow()));
    Optional<String> floats =
        v.isForeign() ? Optional.empty() : v.isQuantized() ? v.parent() : Optional.of(v.name());
    return Explanation.of(
        new Evidence(
            new Subject(v.name(), v.sparsity(), floats, shared(v)),
            accounts.get(0),
            reference,
            Processor.here(),
            Runtime.getRuntime().availableProcessors(),
            errors(v, listener),
            rounded(v, listener)));
  }

  private Optional<Subject.Shared> shared(Variant v) {
    if (v.isForeign() || v.recipe() instanceof Recipe.QuantizedAware) {
      return Optional.empty(); // its model has the values from before training
    }
    OptionalInt values =
        ModelSummary.of(v.model()).rows().stream()
            .map(ModelSummary.Row::values)
            .filter(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .max();
    return values.isEmpty() ? Optional.empty() : Optional.of(shared(v, values.getAsInt()));
  }

  private Subject.Shared shared(Variant v, int values) {
    FileSize size = FileSize.of(artifacts.tflite(v));
    return new Subject.Shared(values, size.bytes(), size.gzipBytes());
  }

  /** Where variants are compared, times are what matters. */
  private Optional<ErrorAccount> errors(Variant v, SessionListener listener) {
    if (!v.isQuantized()
        || options.reference().isPresent()
        || v.parameters() > ErrorMeter.MOST_PARAMETERS) {
      return Optional.empty();
    }
    listener.onProgress("explain " + v.name(), 1, "comparing its layers with the float model");
    ErrorAccount errors = new LayerErrors(workspace, artifacts, data).of(v);
    return Optional.of(
        errors.isLow() && !errors.trained()
            ? errors.with(new Remedies(workspace, artifacts, catalog, data).of(v, errors, listener))
            : errors);
  }

  private Optional<RoundedTimes> rounded(Variant v, SessionListener listener) {
    if (!options.tensorFlow()) {
      return Optional.empty();
    }
    listener.onProgress(
        "explain " + v.name(), 1, "running it in TensorFlow, with and without rounding");
    return Optional.of(new RoundedGraph(data).time(v, options.threads(), options.runs()));
  }

  private Optional<Run> reference(Variant v) {
    if (options.reference().isPresent()) {
      Variant other = catalog.named(options.reference().get());
      return Optional.of(new Run(other, options.kernels(), Optional.of(Reference.Role.CHOSEN)));
    } else if (options.kernels() == Kernels.BUILT_IN) {
      return Optional.of(
          new Run(v, Kernels.XNNPACK, Optional.of(Reference.Role.SAME_WITH_XNNPACK)));
    } else if (v.isQuantized()) {
      Variant parent = catalog.named(v.parent().orElseThrow());
      return Optional.of(
          new Run(parent, options.kernels(), Optional.of(Reference.Role.FLOAT_PARENT)));
    } else if (v.isForeign() || v.sparsity() < Subject.MANY_ZEROS) {
      return Optional.empty();
    }
    List<Variant> lineage = catalog.lineage(v.name());
    for (int i = lineage.size() - 1; i >= 0; i--) {
      Variant ancestor = lineage.get(i);
      if (ancestor.sparsity() < Subject.MANY_ZEROS && ancestor.parameters() == v.parameters()) {
        return Optional.of(
            new Run(ancestor, options.kernels(), Optional.of(Reference.Role.DENSE_ANCESTOR)));
      }
    }
    return Optional.empty();
  }

  private List<Account> accounts(List<Run> runs, Path scratch, SessionListener listener) {
    int rounds = runs.size() == 1 ? 1 : ROUNDS;
    List<Account> best = new ArrayList<>();
    for (int i = 0; i < rounds * runs.size(); i++) {
      double from = (double) i / (rounds * runs.size());
      SessionListener part = listener.part(from, from + 1.0 / (rounds * runs.size()));
      int which = i % runs.size();
      Account a = account(runs.get(which), scratch.resolve("explain" + i), part);
      if (i < runs.size()) {
        best.add(a);
      } else if (a.operatorMilliseconds() < best.get(which).operatorMilliseconds()) {
        best.set(which, a);
      }
    }
    return best;
  }

  private Account account(Run run, Path scratch, SessionListener listener) {
    Variant v = run.variant();
    String stage = "explain " + v.name();
    listener.onProgress(stage, 0, "writing its file");
    Path file = artifacts.tflite(v);
    Signature signature = v.signature();
    TestSet set = TestSet.of(signature, data.map(Dataset::test));
    String runtime = RuntimeId.TFLITE.id() + (run.kernels() == Kernels.XNNPACK ? "" : "-builtin");
    try (SampleFiles files = new SampleFiles(scratch)) {
      List<Path> inputs = files.write("input", Measuring.one(v, signature, set));
      MeasureRequest costs =
          MeasureRequest.of(runtime, file, inputs)
              .withThreads(options.threads())
              .withRuns(WARMUPS, options.runs())
              .withTimeLimit(options.timeLimit());
      Profiled profiled =
          measurer.profile(
              new ProfileRequest(costs, options.runs()),
              p -> listener.onProgress(stage, Measuring.done(p), p.text()));
      if (!profiled.measurement().ok()) {
        throw UserError.because("The process that ran it " + profiled.measurement().status())
            .received(v.name())
            .next("%measure " + v.name() + " --runtime tflite");
      }
      listener.onProgress(stage, 1, "");
      return Account.of(v.name(), run.kernels(), profiled, TfliteFile.read(file), layers(v));
    }
  }

  /** The names of layers by those of the tensors that they compute. */
  private static Map<String, String> layers(Variant v) {
    if (v.isForeign()) {
      return Map.of();
    }
    Map<String, String> layers = new HashMap<>();
    Rewrites.forInference(Lowering.lower(v.model()))
        .steps()
        .forEach(s -> layers.put(s.output().name(), s.layer()));
    return layers;
  }
}
