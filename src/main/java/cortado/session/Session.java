package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.explain.ErrorAccount;
import cortado.explain.Explanation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.keras.CustomConfig;
import cortado.keras.CustomLayers;
import cortado.measure.Measurer;
import cortado.ops.Initializer;
import cortado.tensor.NamedTensors;
import cortado.tensor.Tensor;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.tflite.TfliteFile;
import cortado.train.Trainer;
import cortado.workspace.Archived;
import cortado.workspace.DataSource;
import cortado.workspace.Draft;
import cortado.workspace.Housekeeping;
import cortado.workspace.Interruptible;
import cortado.workspace.Measured;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.TableRow;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import cortado.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Variants of models and what they cost, kept in a workspace on disk. What a call has finished is
 * on the disk when it returns; a call that fails changes nothing. It serves one thread at a time.
 *
 * <p>Long calls end with a {@link CancellationException} when their thread is interrupted or their
 * listener throws one.
 */
public final class Session implements AutoCloseable {
  private final Workspace workspace;
  private final VariantCatalog catalog;
  private final Artifacts artifacts;
  private final Clock clock;
  private final Trainer trainer = new TensorFlowTrainer();
  private Optional<Dataset> dataset = Optional.empty();
  private CustomLayers customLayers = CustomLayers.KNOWN;

  private Session(Workspace workspace, Clock clock) {
    this.workspace = workspace;
    this.catalog = new VariantCatalog(workspace, clock, this::dataset);
    this.artifacts = new Artifacts(workspace, catalog);
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

  /**
   * Opens the session in a folder that another session may have, to look at it: what would change
   * it is refused. Files that runtimes need are made in a temporary folder.
   *
   * @throws UserError if there is none, it is of another version or damaged
   */
  public static Session openReadOnly(Path workspace, Clock clock) {
    return new Session(Workspace.openReadOnly(workspace), clock);
  }

  /**
   * Deletes a workspace that no session has open.
   *
   * @return how many bytes it had; 0 if there was none
   * @throws UserError if a session has it open
   */
  public static long discard(Path workspace) {
    return Workspace.discard(workspace);
  }

  /**
   * Makes a workspace of an archive that {@link Housekeeping#export} wrote. A stranger's archive
   * does no harm: what it may hold is checked before it is kept.
   *
   * @param workspace a folder that is not there, or empty
   * @throws UserError if it is something else, or the archive is not whole; no folder is left then
   */
  public static Archived importArchive(Path archive, Path workspace, SessionListener listener) {
    return Housekeeping.importArchive(archive, workspace, listener);
  }

  /** What was found and repaired when the workspace was opened, in sentences; told once. */
  public List<String> takeRepairs() {
    return workspace.takeRepairs();
  }

  /** To rename, to drop, to take back and to check what there is. */
  public Housekeeping housekeeping() {
    return new Housekeeping(catalog);
  }

  /** The folder of the workspace, absolute. */
  public Path workspace() {
    return workspace.folder();
  }

  /**
   * Tells what a class means that is not of Keras, for the files that are loaded from now on.
   *
   * @see CustomLayers#with
   */
  public void register(String kerasClass, Function<CustomConfig, Layer> reader) {
    customLayers = customLayers.with(kerasClass, reader);
  }

  /**
   * Reads a Keras file or a {@code .safetensors} file that {@link #export} wrote, or keeps a TFLite
   * file ({@code .tflite}) as a variant that can be measured and computes, but has no layers.
   *
   * @param name of the variant; after the file if empty
   * @throws UserError if the file cannot be read or the name is taken
   */
  public Variant load(Path file, Optional<String> name) {
    return load(ModelFile.of(file), name);
  }

  /** As {@link #load(Path, Optional)}, of a file that is told more of. */
  public Variant load(ModelFile file, Optional<String> name) {
    workspace.requireWritable();
    return new Loading(workspace, catalog, customLayers).load(file, name);
  }

  /**
   * Makes a variant with the layers of another and the weights of a file: a {@code .weights.h5}
   * file, or an {@code .h5} file of {@code save_weights}.
   *
   * @param into the other variant; the newest if empty
   * @param name of the variant; after the file if empty
   * @throws UserError if the file cannot be read or does not fit, the variant is quantized, or the
   *     name is taken
   */
  public Variant loadWeights(ModelFile file, Optional<String> into, Optional<String> name) {
    workspace.requireWritable();
    Variant from = catalog.source(into, "given other weights");
    return new Loading(workspace, catalog, customLayers).weights(file, from, name);
  }

  /**
   * Makes a model with fresh weights.
   *
   * @param architecture in the words of the magic that asks for it
   */
  public Variant create(Graph graph, String architecture, long seed, Optional<String> name) {
    workspace.requireWritable();
    String chosen = catalog.names().choose(name, graph.name());
    Recipe recipe = new Recipe.Created(architecture, seed);
    return catalog.keep(Draft.of(chosen, ""), recipe, Initializer.initialize(graph, seed));
  }

  /** Makes a dataset the one to train, calibrate and test on from now on. */
  public Dataset data(Dataset data) {
    workspace.noteData(data);
    dataset = Optional.of(data);
    return data;
  }

  /** The dataset in use; empty until {@link #data} is called, in each session anew. */
  public Optional<Dataset> dataset() {
    return dataset;
  }

  /** The magic that made the dataset that was used last, maybe in an earlier session. */
  public Optional<String> dataSource() {
    return workspace.data().map(DataSource::line);
  }

  /**
   * Trains a variant on the dataset.
   *
   * @throws UserError if there is no dataset, it does not fit, or the variant is quantized
   */
  public Variant train(TrainRequest request, SessionListener listener) {
    return making().train(request, listener);
  }

  /**
   * Prunes a variant to each of the sparsities. If it is cancelled, the variants that were finished
   * before stay, and the same request goes on from there: what it would make again is kept as it
   * is.
   *
   * @throws UserError if the variant is quantized or sparser already, or if fine-tuning is asked
   *     for without data that fits
   */
  public List<Variant> prune(PruneRequest request, SessionListener listener) {
    workspace.requireWritable();
    return Interruptible.run(
        () -> new Sweep(catalog, artifacts, trainer, request, dataset).run(listener));
  }

  /**
   * Prunes each layer of a variant alone, without training, and tells what the loss becomes.
   *
   * @throws UserError if the variant is quantized, or there is no data that fits
   */
  public Sensitivity sensitivity(SensitivityRequest request, SessionListener listener) {
    Variant variant = catalog.source(request.variant(), "pruned");
    return Interruptible.run(
        () -> SensitivityScan.of(variant, request, dataset).run(trainer, listener));
  }

  /**
   * Lets the weights of each kernel of a variant share a few values, which are trained if it is
   * asked for. The files are as large as before, but compress better.
   *
   * @throws UserError if the variant is quantized or has no kernels, or if fine-tuning is asked for
   *     without data that fits
   */
  public Variant cluster(ClusterRequest request, SessionListener listener) {
    return making().cluster(request, listener);
  }

  /**
   * Quantizes a variant, with training if it is asked for. The result exists as a TFLite file; its
   * error is found where there is data that fits. Where an error budget is given, nothing is kept
   * if it cannot be met.
   *
   * @throws UserError if the scheme is unknown, the variant is quantized, or int8 is asked for
   *     without data that fits
   */
  public Variant quantize(QuantizeRequest request, SessionListener listener) {
    return making().quantize(request, listener);
  }

  private Making making() {
    workspace.requireWritable();
    return new Making(catalog, artifacts, trainer, dataset);
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
    workspace.requireWritable();
    return Interruptible.run(
        () ->
            new MeasuringAll(workspace, artifacts, new Measurer(clock), options, dataset)
                .run(variants, listener));
  }

  /**
   * Runs a variant as a TFLite file in fresh processes and finds out why it is as fast and as large
   * as it is. What it was made from is run in turns with it.
   *
   * @throws UserError if the process fails, or the size of images is free and no data tells one
   */
  public Explanation explain(Variant variant, ExplainOptions options, SessionListener listener) {
    return Interruptible.run(
        () ->
            new Explaining(workspace, artifacts, catalog, new Measurer(clock), options, dataset)
                .explain(variant, listener));
  }

  /**
   * Finds out what rounding did to each layer of a quantized variant, on samples of the dataset.
   *
   * @throws UserError if it is not quantized, or the size of images is free and no data tells one
   */
  public ErrorAccount layerErrors(Variant variant) {
    return Interruptible.run(() -> new LayerErrors(workspace, artifacts, dataset).of(variant));
  }

  /**
   * Computes the output of a variant of one input and one output, on all processors.
   *
   * @param input float32, samples first
   * @throws UserError if the runtime cannot run the variant, or the input does not fit
   */
  public Tensor predict(Variant variant, Tensor input, RuntimeId runtime) {
    return predict(variant, NamedTensors.of(input), runtime).tensors().get(0);
  }

  /**
   * Computes a variant's outputs, on all processors.
   *
   * @param inputs float32, samples first, by the names of the variant's inputs or in their order
   * @return the outputs by their names
   * @throws UserError if the runtime cannot run the variant, or the inputs do not fit
   */
  public NamedTensors predict(Variant variant, NamedTensors inputs, RuntimeId runtime) {
    return Interruptible.run(
        () ->
            new Predicting(workspace, artifacts, new Measurer(clock))
                .predict(variant, inputs, runtime));
  }

  /**
   * Writes a variant as a Keras file ({@code .keras}, {@code .h5}, {@code .hdf5}), a {@code
   * .safetensors} file that has its layers, too, a TFLite file ({@code .tflite}) or a SavedModel
   * folder (a name without an ending); what is there of the same kind is replaced.
   *
   * @return the file
   * @throws UserError if the ending is another, a Keras file is asked for of a quantized variant,
   *     or the file cannot be written
   */
  public Path export(Variant variant, Path file) {
    new Exporting(artifacts, catalog).export(variant, file);
    return file;
  }

  /**
   * What the TFLite file of a variant holds; it is written if there is none yet.
   *
   * @throws UserError if the variant cannot be written as one
   */
  public TfliteFile tfliteFile(Variant variant) {
    return TfliteFile.read(artifacts.tflite(variant));
  }

  /**
   * Writes a script of magics that makes a variant again, from its file and its data on.
   *
   * @throws UserError if it cannot be written, or no magics make the variant
   */
  public Path exportRecipe(Variant variant, Path file) {
    new RecipeScript(catalog).write(variant, file);
    return file;
  }

  /** Writes a TFLite file without the zeros of kernels, which the runtime puts back at loading. */
  public SparseExport exportSparse(Variant variant, Path file, SessionListener listener) {
    var exporting = new SparseExporting(artifacts, variant, dataset);
    return Interruptible.run(() -> exporting.export(file, listener));
  }

  /** All variants, the oldest first. */
  public List<Variant> variants() {
    return catalog.all();
  }

  /**
   * The variant of a name.
   *
   * @throws UserError if there is none
   */
  public Variant variant(String name) {
    return catalog.named(name);
  }

  /**
   * The variant that was made last.
   *
   * @throws UserError if there is none
   */
  public Variant newest() {
    return catalog.newest();
  }

  /** The table: each variant with its latest measurement on each runtime and number of threads. */
  public List<TableRow> rows() {
    return workspace.measurements().rows(variants());
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
    return name.map(catalog::lineage).orElseGet(catalog::all);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
