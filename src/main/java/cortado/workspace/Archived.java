package cortado.workspace;

import java.nio.file.Path;

/**
 * A session that was put into an archive, or taken out of one.
 *
 * @param place the archive or the folder of the workspace
 * @param variants that it has, without those that were dropped
 * @param files of weights and of TensorFlow Lite
 * @param bytes on the disk
 */
public record Archived(Path place, int variants, int files, long bytes) {}
