package cortado.data;

/**
 * Samples to train on and others to test on.
 *
 * @param source where it came from, in the words of the magic that made it, all defaults spelled
 *     out
 * @param sha256 of the samples' bytes, in hexadecimal
 */
public record Dataset(String source, String sha256, Samples train, Samples test) {}
