package cortado.workspace;

import cortado.UserError;
import cortado.graph.Model;
import cortado.ops.Lowering;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tflite.TfliteFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A model with a name, a parent and the recipe that made it. */
public final class Variant {
  private final VariantRow row;
  private final Supplier<Model> model;
  private final Optional<Supplier<Path>> artifact;

  /**
   * @param artifact the TFLite file that is the variant, if it is one
   */
  Variant(VariantRow row, Supplier<Model> model, Optional<Supplier<Path>> artifact) {
    this.row = row;
    this.model = model;
    this.artifact = artifact;
  }

  public String name() {
    return row.name();
  }

  /** The name of the variant that it was made from. */
  public Optional<String> parent() {
    return row.parent();
  }

  /** What its recipe is relative to, where that is not the parent. */
  public Optional<String> base() {
    return row.base();
  }

  public Recipe recipe() {
    return row.recipe();
  }

  /** What it came from and was made with; empty where an earlier version did not note it. */
  public Optional<Origin> origin() {
    return row.origin();
  }

  /**
   * The magic that makes it of its parent, with all that decides the result spelled out.
   *
   * @throws UserError if it was made in Java, with what no magic takes
   */
  public String line() {
    return RecipeLine.of(row);
  }

  /** Its files with their SHA-256, in words. */
  public List<String> files() {
    return Stream.concat(
            Stream.of(row.weights()).filter(w -> !w.isEmpty()).map(w -> "weights " + sha256(w)),
            row.artifact().stream().map(a -> "TFLite file " + sha256(a)))
        .toList();
  }

  private static String sha256(String stored) {
    return "SHA-256 " + stored.substring(0, stored.indexOf('.'));
  }

  /** The number of elements of all weights. */
  public long parameters() {
    return row.parameters();
  }

  /** The number of those that are not zero. */
  public long nonzero() {
    return row.nonzero();
  }

  /** The share of zeros in the kernels, which are what pruning may touch; in [0, 1]. */
  public double sparsity() {
    return row.sparsity();
  }

  /** What quantization changed; empty if there was no data to find it, or nothing was quantized. */
  public Optional<QuantizationError> error() {
    return row.error();
  }

  public Instant created() {
    return row.created();
  }

  /** Whether it is a TFLite file that another program made, so that it has no {@link #model}. */
  public boolean isForeign() {
    return row.recipe() instanceof Recipe.Imported;
  }

  /** Whether it exists as a TFLite file only. */
  public boolean isTflite() {
    return isForeign() || isQuantized();
  }

  /** Whether quantization made it; its {@link #model} is the one before that. */
  public boolean isQuantized() {
    return row.recipe() instanceof Recipe.Quantized
        || row.recipe() instanceof Recipe.QuantizedAware;
  }

  /**
   * The layers and the weights, mapped from the workspace on each call.
   *
   * @throws UserError if it is a TFLite file that another program made
   */
  public Model model() {
    if (isForeign()) {
      throw UserError.because(name() + " is a TFLite file, which has no layers")
          .next("%load the Keras model that it was made from");
    }
    return model.get();
  }

  /** The inputs that it takes and the outputs that it gives. */
  public Signature signature() {
    return isForeign() ? Signature.of(tflite().orElseThrow()) : Signature.of(model().graph());
  }

  /** The TFLite file that it is; empty if it has weights of its own. */
  public Optional<Path> tfliteFile() {
    return artifact.map(Supplier::get);
  }

  /** What its TFLite file holds, if it is one. */
  public Optional<TfliteFile> tflite() {
    return tfliteFile().map(TfliteFile::read);
  }

  /** The shapes of the outputs, batch first. */
  public List<Shape> outputShapes() {
    return Lowering.lower(model()).outputs().stream().map(Value::shape).toList();
  }

  VariantRow row() {
    return row;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Variant v && row.equals(v.row);
  }

  @Override
  public int hashCode() {
    return row.hashCode();
  }

  @Override
  public String toString() {
    return name() + " (" + recipe().text() + parent().map(p -> " of " + p).orElse("") + ")";
  }
}
