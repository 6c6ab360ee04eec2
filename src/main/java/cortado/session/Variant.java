package cortado.session;

import cortado.graph.Model;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A model with a name, a parent and the recipe that made it. */
public final class Variant {
  private final VariantRow row;
  private final Supplier<Model> model;

  Variant(VariantRow row, Supplier<Model> model) {
    this.row = row;
    this.model = model;
  }

  public String name() {
    return row.name();
  }

  /** The name of the variant that it was made from. */
  public Optional<String> parent() {
    return row.parent();
  }

  public Recipe recipe() {
    return row.recipe();
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

  /** Whether it exists as a TFLite file only; its {@link #model} is the one before quantization. */
  public boolean isQuantized() {
    return row.recipe() instanceof Recipe.Quantized;
  }

  /** The layers and the weights, mapped from the workspace on each call. */
  public Model model() {
    return model.get();
  }

  /** The inputs that it takes and the outputs that it gives. */
  public Signature signature() {
    return Signature.of(model().graph());
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
