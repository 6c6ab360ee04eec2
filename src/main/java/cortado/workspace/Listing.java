package cortado.workspace;

import java.nio.file.Path;
import java.util.List;

/**
 * What a workspace holds.
 *
 * @param variants the oldest first
 * @param dropped those that {@code %session gc} would delete, the last one first
 * @param orphans files of no variant, which it would delete, too
 * @param remadeBytes of artifacts, which are made again when they are missing
 * @param bytes of the whole folder
 */
public record Listing(
    Path folder,
    List<Item> variants,
    List<Item> dropped,
    List<String> orphans,
    long remadeBytes,
    long bytes) {
  public Listing {
    variants = List.copyOf(variants);
    dropped = List.copyOf(dropped);
    orphans = List.copyOf(orphans);
  }

  /**
   * A variant.
   *
   * @param bytes of its files that none before it has
   */
  public record Item(String name, String recipe, long bytes) {}
}
