package cortado.session;

import cortado.measure.FileSize;
import java.nio.file.Path;

/**
 * A TFLite file whose kernels are there without their zeros.
 *
 * @param file that was written
 * @param dense what the same variant takes with all zeros
 * @param sparse what the file takes
 * @param kernels of the file that are without their zeros; the others would not be smaller
 */
public record SparseExport(Path file, FileSize dense, FileSize sparse, long kernels) {}
