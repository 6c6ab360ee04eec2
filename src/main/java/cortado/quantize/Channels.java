package cortado.quantize;

/**
 * What the channels of a value were on representative data; the arrays have one number for each.
 *
 * @param means of all their values
 * @param largest magnitudes
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data that is read once
public record Channels(float[] means, float[] largest) {}
