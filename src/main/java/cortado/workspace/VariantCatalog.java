package cortado.workspace;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.tensor.Tensor;
import cortado.tflite.TfliteWeights;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The variants of a workspace by name, and how new ones come in. */
public record VariantCatalog(Workspace workspace, Clock clock, Supplier<Optional<Dataset>> data) {

  /** All variants, the oldest first. */
  public List<Variant> all() {
    return workspace.variants();
  }

  /**
   * The variant of a name, in upper or lower case.
   *
   * @throws UserError if there is none
   */
  public Variant named(String name) {
    List<Variant> all = all();
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
    List<Variant> all = all();
    if (all.isEmpty()) {
      throw noModel();
    }
    return all.get(all.size() - 1);
  }

  /**
   * The variant to start from, the newest if no name is given.
   *
   * @param what is to be done with it: {@code pruned}
   * @throws UserError if there is none, or it is quantized
   */
  public Variant source(Optional<String> name, String what) {
    Variant from = name.map(this::named).orElseGet(this::newest);
    if (from.isForeign()) {
      throw UserError.because(from.name() + " is a TFLite file, so it cannot be " + what)
          .next("%load the Keras model that it was made from");
    }
    if (from.isQuantized()) {
      throw UserError.because(from.name() + " is quantized, so it cannot be " + what)
          .next("--from " + from.parent().orElseThrow());
    }
    return from;
  }

  /** A variant after its ancestors. */
  public List<Variant> lineage(String name) {
    List<Variant> line = new ArrayList<>();
    for (Optional<String> at = Optional.of(name); at.isPresent(); at = line.get(0).parent()) {
      line.add(0, named(at.get()));
    }
    return List.copyOf(line);
  }

  /** The variant that was made from another by what is asked for, if there is one. */
  public Optional<Variant> made(Variant parent, Recipe asked, Optional<String> name) {
    return all().stream()
        .filter(v -> v.parent().equals(Optional.of(parent.name())))
        .filter(v -> v.recipe().asked().equals(asked))
        .filter(v -> name.isEmpty() || v.name().equalsIgnoreCase(name.get()))
        .findFirst();
  }

  /** The names that are taken, to choose others. */
  public VariantNames names() {
    return new VariantNames(all());
  }

  /**
   * Keeps a model as a variant.
   *
   * @throws UserError if a weight does not fit its layer
   */
  public Variant keep(Draft draft, Recipe recipe, Model model) {
    return keep(draft, () -> recipe, model);
  }

  /**
   * Keeps a model as a variant, whose recipe is asked for once its weights are in the workspace.
   *
   * @throws UserError if a weight does not fit its layer
   */
  public Variant keep(Draft draft, Supplier<Recipe> recipe, Model model) {
    Lowering.lower(model);
    // First, as the elements that are not zero are counted on the way.
    String weights = workspace.keepWeights(model);
    Recipe made = recipe.get();
    VariantRow row =
        new VariantRow(
            draft.name(),
            draft.parent().map(Variant::name),
            draft.base().map(Variant::name),
            made,
            Optional.of(origin(draft, made)),
            weights,
            Optional.empty(),
            model.weights().parameters(),
            model.weights().nonzero(),
            kernelSparsity(model),
            clock.instant(),
            Optional.empty());
    return workspace.add(row, StoredGraph.of(model));
  }

  /**
   * Keeps the quantization of a variant.
   *
   * @param file the TFLite file in the store
   */
  public Variant keepQuantized(
      String name, Variant from, Recipe recipe, String file, Optional<QuantizationError> error) {
    VariantRow row =
        new VariantRow(
            name,
            Optional.of(from.name()),
            Optional.empty(),
            recipe,
            Optional.of(origin(Draft.from(from, name), recipe)),
            from.row().weights(),
            Optional.of(file),
            from.parameters(),
            from.nonzero(),
            from.sparsity(),
            clock.instant(),
            error);
    return workspace.add(row, StoredGraph.of(from.model()));
  }

  /**
   * Keeps a TFLite file that another program made.
   *
   * @param file its name in the store
   */
  public Variant keepForeign(Draft draft, Recipe recipe, String file, TfliteWeights weights) {
    return workspace.addForeign(
        new VariantRow(
            draft.name(),
            Optional.empty(),
            Optional.empty(),
            recipe,
            Optional.of(origin(draft, recipe)),
            "",
            Optional.of(file),
            weights.parameters(),
            weights.nonzero(),
            weights.sparsity(),
            clock.instant(),
            Optional.empty()));
  }

  /** With the magic that brings the data, if the recipe looked at them. */
  private Origin origin(Draft draft, Recipe recipe) {
    String source = recipe.data().isEmpty() ? "" : data.get().map(Dataset::source).orElse("");
    return Origin.here(source.isEmpty() ? draft.source() : source, recipe);
  }

  private static double kernelSparsity(Model model) {
    long zeros = 0;
    long elements = 0;
    for (WeightId id : Lowering.kernels(model.graph())) {
      Tensor t = model.weights().get(id);
      elements += t.shape().elements();
      zeros += t.shape().elements() - t.nonzero();
    }
    return elements == 0 ? 0 : (double) zeros / elements;
  }

  private static UserError noModel() {
    return UserError.because("There is no model yet").next("%load FILE first");
  }
}
