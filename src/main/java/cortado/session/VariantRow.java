package cortado.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A variant as the index has it.
 *
 * @param weights name of the safetensors file in the store; empty for a TFLite file of others
 * @param artifact name of the TFLite file in the store that is the variant, if it is one
 * @param error of a quantized variant, if there was data to find it
 */
record VariantRow(
    String name,
    Optional<String> parent,
    Recipe recipe,
    String weights,
    Optional<String> artifact,
    long parameters,
    long nonzero,
    double sparsity,
    Instant created,
    Optional<QuantizationError> error) {}
