package cortado.workspace;

import java.time.Instant;
import java.util.Optional;

/**
 * A variant as the index has it.
 *
 * @param weights name of the safetensors file in the store; empty for a TFLite file of others
 * @param base what its recipe is relative to, where that is not the parent
 * @param artifact name of the TFLite file in the store that is the variant, if it is one
 * @param origin empty where an earlier version did not note it
 * @param error of a quantized variant, if there was data to find it
 */
record VariantRow(
    String name,
    Optional<String> parent,
    Optional<String> base,
    Recipe recipe,
    Optional<Origin> origin,
    String weights,
    Optional<String> artifact,
    long parameters,
    long nonzero,
    double sparsity,
    Instant created,
    Optional<QuantizationError> error) {}
