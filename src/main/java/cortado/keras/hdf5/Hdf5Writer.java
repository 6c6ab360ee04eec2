package cortado.keras.hdf5;

import cortado.UserError;
import cortado.tensor.AtomicFile;
import cortado.tensor.DType;
import cortado.tensor.StreamedContent;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * Collects groups, string attributes and float32 datasets and writes them as an HDF5 file, in the
 * oldest form of each structure, as h5py does (HDF5 File Format Specification, version 3.0). The
 * same content gives the same bytes. Tensors are streamed, so that a file may be larger than the
 * heap.
 *
 * <p>Own code, because the writers at hand do not serve: that of jhdf cannot store a string of more
 * than 64 kB nor stream, and the bindings of the C library lack the natives for ARM.
 */
public final class Hdf5Writer {
  private final GroupTree root = new GroupTree();

  /** Sets a string attribute of a group, which is made if it does not exist. */
  public Hdf5Writer text(String group, String name, String value) {
    root.group(group).attributes().put(name, new GroupTree.Texts(true, List.of(value)));
    return this;
  }

  /**
   * Sets an attribute that is a list of strings, of a group, which is made if it does not exist.
   *
   * @param values at most 4000: an attribute ends at 64 kB, of which each takes 16 bytes
   */
  public Hdf5Writer texts(String group, String name, List<String> values) {
    root.group(group).attributes().put(name, new GroupTree.Texts(false, values));
    return this;
  }

  /** Adds a float32 dataset; the groups of its path are made if they do not exist. */
  public Hdf5Writer tensor(String path, Tensor tensor) {
    if (tensor.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException("float32 only, not " + tensor);
    }
    root.add(path, tensor);
    return this;
  }

  /**
   * Writes the file beside its place and moves it there.
   *
   * @throws UserError if the folder is missing or full, or must not be written
   */
  public void write(Path file) {
    AtomicFile.stream(file, content().content());
  }

  /** A file that is not written yet, and how many bytes it will have. */
  public record Content(long bytes, StreamedContent content) {}

  /** The file as a part of another. */
  public Content content() {
    FileLayout layout = new FileLayout();
    ObjectEncoder.encode(root, layout);
    return new Content(layout.size(), layout::writeTo);
  }
}
