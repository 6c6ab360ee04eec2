package cortado.explain;

import cortado.quantize.QuantizationMethod;

/**
 * Another way to quantize a variant, which was tried.
 *
 * @param outputDb the signal-to-noise ratio that the worst output then has, in dB
 */
public record Remedy(QuantizationMethod method, double outputDb) {}
