package cortado.explain;

import java.util.Optional;

/**
 * What is known about a variant without running it.
 *
 * @param sparsity share of zeros in its kernels, in [0, 1]
 * @param floatVariant the variant that others can be made from: itself, or what was quantized;
 *     empty for a file that another program made
 */
public record Subject(String name, double sparsity, Optional<String> floatVariant) {
  /** The share of zeros from which one asks why they bring nothing. */
  public static final double MANY_ZEROS = 0.3;
}
