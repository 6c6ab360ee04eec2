package cortado.quantize;

/**
 * A kernel as int8 codes, output channel first, with a scale for each channel.
 *
 * @param codes in [-127, 127]
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data that is written out once
public record QuantizedWeights(byte[] codes, float[] scales) {}
