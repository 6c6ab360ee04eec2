package cortado.explain;

/**
 * What one inference takes in TensorFlow: as float32, and as float32 with all rounding of a
 * quantized file on top, which is how frameworks train for integers and what runs where such a
 * graph is executed instead of its file. Medians of alternating runs.
 *
 * @param floatMs of the float model
 * @param roundedMs of the same with rounding
 * @param operators of the float graph
 * @param rounding operators that the other graph has beside these
 */
public record RoundedTimes(double floatMs, double roundedMs, int operators, int rounding) {}
