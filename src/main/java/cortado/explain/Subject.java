package cortado.explain;

import java.util.Optional;

/**
 * What is known about a variant without running it.
 *
 * @param sparsity share of zeros in its kernels, in [0, 1]
 * @param floatVariant the variant that others can be made from: itself, or what was quantized;
 *     empty for a file that another program made
 * @param shared what sharing the values of its kernels brings, if they are shared
 */
public record Subject(
    String name, double sparsity, Optional<String> floatVariant, Optional<Shared> shared) {
  /** The share of zeros from which one asks why they bring nothing. */
  public static final double MANY_ZEROS = 0.3;

  /**
   * Kernels whose weights share a few values.
   *
   * @param values the most that one of them has
   * @param fileBytes of the TFLite file
   * @param gzipBytes of it, compressed as by {@code gzip -9}
   */
  public record Shared(int values, long fileBytes, long gzipBytes) {}
}
