package cortado.quantize;

import cortado.tensor.Tensor;

/**
 * A kernel as int8 codes, output channel first, with a scale for each channel.
 *
 * @param codes in [-127, 127]; computed when they are read
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data that is written out once
public record QuantizedWeights(Tensor codes, float[] scales) {}
