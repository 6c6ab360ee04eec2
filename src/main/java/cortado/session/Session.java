package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.keras.KerasReader;
import cortado.measure.Measurer;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.prune.Sparsity;
import cortado.tensor.BatchPrediction;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.tflite.TflitePredictor;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Variants of models and what they cost, kept in a workspace on disk. What a call has finished is
 * on the disk when it returns; a call that fails changes nothing. It serves one thread at a time.
 *
 * <p>Long calls end with a {@link CancellationException} when their thread is interrupted or their
 * listener throws one.
 */
public final class Session implements AutoCloseable {
  private static final int BATCH = 8;
  private static final String SOURCE = "data.source";
  private static final String SHA256 = "data.sha256";

  private final Workspace workspace;
  private final Clock clock;
  private final Trainer trainer = new TensorFlowTrainer();
  private Optional<Dataset> dataset = Optional.empty();

  private Session(Workspace workspace, Clock clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /**
   * Opens the session in a folder, a new one if there is none.
   *
   * @throws UserError if another session is open there, it was made by a later Cortado or is
   *     damaged, or the folder holds something else
   */
  public static Session open(Path workspace, Clock clock) {
    return new Session(Workspace.open(workspace), clock);
  }

  /** The folder of the workspace, absolute. */
  public Path workspace() {
    return workspace.folder();
  }

  /**
   * Reads a Keras file.
   *
   * @param name of the variant; after the file if empty
   * @throws UserError if the file cannot be read or the name is taken
   */
  public Variant load(Path file, Optional<String> name) {
    String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    String chosen = names().choose(name, stem);
    Model model = KerasReader.read(file);
    try {
      Recipe recipe = new Recipe.Loaded(file.getFileName().toString(), Store.sha256(file));
      return keep(chosen, Optional.empty(), recipe, model);
    } catch (IOException e) {
      throw UserError.because("Cannot read " + file + " (" + e + ")", e);
    }
  }

  /**
   * Makes a model with fresh weights.
   *
   * @param architecture in the words of the magic that asks for it
   */
  public Variant create(Graph graph, String architecture, long seed, Optional<String> name) {
    String chosen = names().choose(name, graph.name());
    Recipe recipe = new Recipe.Created(architecture, seed);
    return keep(chosen, Optional.empty(), recipe, Initializer.initialize(graph, seed));
  }

  /** Makes a dataset the one to train, calibrate and test on from now on. */
  public Dataset data(Dataset data) {
    workspace.set(Map.of(SOURCE, data.source(), SHA256, data.sha256()));
    dataset = Optional.of(data);
    return data;
  }

  /** The dataset in use; empty until {@link #data} is called, in each session anew. */
  public Optional<Dataset> dataset() {
    return dataset;
  }

  /** The magic that made the dataset that was used last, maybe in an earlier session. */
  public Optional<String> dataSource() {
    return workspace.setting(SOURCE);
  }

  /**
   * Trains a variant on the dataset.
   *
   * @throws UserError if there is no dataset, it does not fit, or the variant is quantized
   */
  public Variant train(TrainRequest request, SessionListener listener) {
    Variant from = source(request.from(), "trained");
    Dataset data =
        dataset.orElseThrow(
            () ->
                UserError.because("Training needs data")
                    .next("%data cells or %data DIR --tile 128"));
    Model model = from.model();
    SampleFit.require(from, model.graph(), data.train());
    String name = names().choose(request.name(), from.name() + "-trained");
    TrainingProgress progress = new TrainingProgress("train " + name, listener);
    return interruptible(
        () -> {
          var plan = request.plan();
          Model trained = trainer.train(model, data.train(), plan, MaskHook.NONE, progress).model();
          Recipe recipe =
              new Recipe.Trained(
                  request.epochs(),
                  request.batch(),
                  request.learningRate(),
                  request.loss(),
                  request.seed(),
                  data.sha256());
          return keep(name, Optional.of(from), recipe, trained);
        });
  }

  /**
   * Prunes a variant to each of the sparsities. If it is cancelled, the variants that were finished
   * before stay.
   *
   * @throws UserError if the variant is quantized or sparser already, or if fine-tuning is asked
   *     for without data that fits
   */
  public List<Variant> prune(PruneRequest request, SessionListener listener) {
    Variant from = source(request.from(), "pruned");
    int count = request.sparsities().size();
    if (count > 1 && request.name().isPresent()) {
      throw UserError.because("A sweep makes several variants, which cannot all have one name")
          .received("--as " + request.name().get())
          .next("leave --as out");
    }
    Pruning pruning = new Pruning(from, request, dataset);
    VariantNames names = names();
    List<String> chosen =
        request.sparsities().stream()
            .map(s -> names.choose(request.name(), Pruning.name(s)))
            .toList();
    return interruptible(
        () -> {
          List<Variant> made = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            Sparsity s = request.sparsities().get(i);
            SessionListener part = listener.part((double) i / count, (i + 1.0) / count);
            Model pruned = pruning.to(s, trainer, "prune " + chosen.get(i), part);
            made.add(keep(chosen.get(i), Optional.of(from), pruning.recipe(s), pruned));
          }
          return made;
        });
  }

  /**
   * Quantizes a variant. The result exists as a TFLite file.
   *
   * @throws UserError if the scheme is unknown, the variant is quantized, or int8 is asked for
   *     without data that fits
   */
  public Variant quantize(QuantizeRequest request, SessionListener listener) {
    Variant from = source(request.from(), "quantized");
    Quantizing quantizing = new Quantizing(from, request, dataset);
    String name = names().choose(request.name(), from.name() + "-" + request.scheme());
    return interruptible(
        () -> {
          String file =
              workspace
                  .store()
                  .add(".tflite", path -> quantizing.write(path, "quantize " + name, listener));
          VariantRow row =
              new VariantRow(
                  name,
                  Optional.of(from.name()),
                  quantizing.recipe(),
                  from.row().weights(),
                  Optional.of(file),
                  from.parameters(),
                  from.nonzero(),
                  from.sparsity(),
                  clock.instant());
          return workspace.add(row, StoredGraph.of(from.model()));
        });
  }

  /**
   * Measures variants, each in a fresh process for each runtime, and keeps the results. If it is
   * cancelled, the results that were finished before stay.
   *
   * @return in the order of the variants, then of the runtimes; a failure is told in its status
   * @throws UserError if a variant cannot run on a runtime that was asked for
   */
  public List<Measured> measure(
      List<Variant> variants, MeasureOptions options, SessionListener listener) {
    int count = variants.stream().mapToInt(v -> Measuring.runtimes(v, options).size()).sum();
    List<Measured> results = new ArrayList<>();
    return interruptible(
        () -> {
          workspace.withScratch(
              scratch -> {
                Measuring measuring =
                    new Measuring(
                        new Artifacts(workspace), new Measurer(clock), options, dataset, scratch);
                for (Variant v : variants) {
                  for (RuntimeId runtime : Measuring.runtimes(v, options)) {
                    double from = (double) results.size() / count;
                    SessionListener part = listener.part(from, from + 1.0 / count);
                    Measured m = measuring.measure(v, runtime, part);
                    workspace.measurements().add(m);
                    results.add(m);
                  }
                }
              });
          return List.copyOf(results);
        });
  }

  /**
   * Computes a variant's first output in this process, on all processors.
   *
   * @param input float32, samples first
   * @throws UserError if the runtime cannot run the variant, or the input does not fit
   */
  public Tensor predict(Variant variant, Tensor input, RuntimeId runtime) {
    Measuring.requireRuns(variant, runtime);
    SampleFit.requireInput(variant, variant.model().graph(), input);
    Path file = new Artifacts(workspace).runnable(variant, runtime);
    int threads = Runtime.getRuntime().availableProcessors();
    return interruptible(
        () -> {
          try (Predictor predictor =
              runtime == RuntimeId.TFLITE
                  ? TflitePredictor.open(file, threads)
                  : TensorFlowPredictor.open(file, threads)) {
            return new BatchPrediction(predictor, BATCH).of(input);
          }
        });
  }

  /**
   * Writes a variant as a Keras file ({@code .h5}, {@code .hdf5}) or a TFLite file ({@code
   * .tflite}); a file that is there is replaced.
   *
   * @return the file
   * @throws UserError if the ending is another, a Keras file is asked for of a quantized variant,
   *     or the file cannot be written
   */
  public Path export(Variant variant, Path file) {
    new Exporting(new Artifacts(workspace)).export(variant, file);
    return file;
  }

  /** All variants, the oldest first. */
  public List<Variant> variants() {
    return workspace.variants();
  }

  /**
   * The variant of a name.
   *
   * @throws UserError if there is none
   */
  public Variant variant(String name) {
    List<Variant> all = variants();
    return all.stream()
        .filter(v -> v.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                all.isEmpty()
                    ? noModel()
                    : UserError.because("There is no such variant")
                        .received(name)
                        .allowed(String.join(", ", all.stream().map(Variant::name).toList())));
  }

  /**
   * The variant that was made last.
   *
   * @throws UserError if there is none
   */
  public Variant newest() {
    List<Variant> all = variants();
    if (all.isEmpty()) {
      throw noModel();
    }
    return all.get(all.size() - 1);
  }

  /** The table: each variant with its latest measurement on each runtime and number of threads. */
  public List<TableRow> rows() {
    List<TableRow> rows = new ArrayList<>();
    for (Variant v : variants()) {
      List<Measured> measured = workspace.measurements().latest(v);
      if (measured.isEmpty()) {
        rows.add(TableRow.notMeasured(v));
      }
      measured.forEach(m -> rows.add(m.row()));
    }
    return List.copyOf(rows);
  }

  /** The latest measurements of a variant, with the environments they were taken in. */
  public List<Measured> measurements(Variant variant) {
    return workspace.measurements().latest(variant);
  }

  /**
   * How a variant came to be, the first ancestor first; all variants if no name is given.
   *
   * @throws UserError if there is no variant of that name
   */
  public List<Variant> history(Optional<String> name) {
    if (name.isEmpty()) {
      return variants();
    }
    List<Variant> line = new ArrayList<>();
    for (Optional<String> at = name; at.isPresent(); at = line.get(0).parent()) {
      line.add(0, variant(at.get()));
    }
    return List.copyOf(line);
  }

  private Variant keep(String name, Optional<Variant> parent, Recipe recipe, Model model) {
    long zeros = 0;
    long elements = 0;
    // Lowering checks that every weight fits its layer.
    Lowering.lower(model);
    for (Map.Entry<WeightId, WeightSpec> e : Lowering.specs(model.graph()).entrySet()) {
      if (e.getValue().role() == WeightSpec.Role.KERNEL) {
        Tensor t = model.weights().get(e.getKey());
        elements += t.shape().elements();
        zeros += t.shape().elements() - t.nonzero();
      }
    }
    VariantRow row =
        new VariantRow(
            name,
            parent.map(Variant::name),
            recipe,
            workspace.keepWeights(model),
            Optional.empty(),
            model.weights().parameters(),
            model.weights().nonzero(),
            elements == 0 ? 0 : (double) zeros / elements,
            clock.instant());
    return workspace.add(row, StoredGraph.of(model));
  }

  private Variant source(Optional<String> name, String what) {
    Variant from = name.map(this::variant).orElseGet(this::newest);
    if (from.isQuantized()) {
      throw UserError.because(from.name() + " is quantized, so it cannot be " + what)
          .next("--from " + from.parent().orElseThrow());
    }
    return from;
  }

  private VariantNames names() {
    return new VariantNames(variants());
  }

  private static UserError noModel() {
    return UserError.because("There is no model yet").next("%load FILE first");
  }

  /** Whatever an interruption breaks is a cancellation, and the thread may then work on. */
  private static <T> T interruptible(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (Thread.interrupted() && !(e instanceof CancellationException)) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(e);
        throw cancelled;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
