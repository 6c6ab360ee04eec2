package cortado.keras.hdf5;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An HDF5 file open for reading. The file may be hostile: whatever is wrong with it ends in a
 * {@link UserError}, nothing outside the file is opened, and no dataset is read that claims to be
 * larger than the file can hold.
 *
 * <p>Tensors of a file above 64 MB are views on the mapped file; those of a smaller one are copies.
 */
public final class Hdf5File implements AutoCloseable {
  private static final long COPIED_UP_TO = 64_000_000;

  /** Compressed weights are believed up to this ratio, which random ones never come near. */
  private static final long MAX_COMPRESSION = 64;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private final HdfFile file;
  private final long size;
  private long tensorBytes;

  private Hdf5File(HdfFile file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * Opens a file.
   *
   * @throws UserError if it is no HDF5 file, or is truncated or damaged
   */
  public static Hdf5File open(Path path) {
    return opened(() -> open(path, 0, Files.size(path)));
  }

  /**
   * Opens a part of a file that is an HDF5 file of its own, as in an archive.
   *
   * @throws UserError if it is no HDF5 file, or is truncated or damaged
   */
  public static Hdf5File part(Path path, long offset, long size) {
    return opened(() -> open(path, offset, size));
  }

  /**
   * Opens the content of a file.
   *
   * @throws UserError if it is no HDF5 file, or is truncated or damaged
   */
  public static Hdf5File of(byte[] content) {
    return opened(() -> checked(HdfFile.fromBytes(content), content.length));
  }

  private interface Opening {
    Hdf5File open() throws IOException;
  }

  private static Hdf5File opened(Opening opening) {
    return Damage.guarded(
        "its head",
        () -> {
          try {
            return opening.open();
          } catch (IOException e) {
            throw UserError.because("The file cannot be read", e).received(e.getMessage());
          }
        });
  }

  /** Whether a file's first 8 bytes are those of an HDF5 file. */
  public static boolean hasSignature(byte[] head) {
    return Arrays.equals(head, SIGNATURE);
  }

  private static Hdf5File open(Path path, long offset, long size) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    boolean keep = false;
    try {
      HdfFile file;
      if (size <= COPIED_UP_TO) {
        ByteBuffer copy = ByteBuffer.allocate((int) size);
        while (copy.hasRemaining() && channel.read(copy, offset + copy.position()) >= 0) {}
        file = HdfFile.fromBytes(copy.array());
      } else if (size <= Integer.MAX_VALUE) {
        file = HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, offset, size));
      } else {
        file = new HdfFile(new FilePart(channel, offset, size));
        keep = true;
      }
      return checked(file, size);
    } finally {
      if (!keep) {
        channel.close();
      }
    }
  }

  private static Hdf5File checked(HdfFile file, long size) {
    long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (end > size) {
      close(file);
      throw UserError.because("The file is truncated")
          .received(size + " bytes")
          .allowed(end + " bytes, as its head says");
    }
    return new Hdf5File(file, size);
  }

  /** Whether there is a group or a dataset; an empty path is the root. */
  public boolean has(String path) {
    return Damage.guarded(path, () -> find(path).isPresent());
  }

  /** The names of what is in a group; none if there is no such group. */
  public List<String> children(String group) {
    return Damage.guarded(
        group,
        () ->
            find(group)
                .filter(Group.class::isInstance)
                .map(g -> List.copyOf(((Group) g).getChildren().keySet()))
                .orElse(List.of()));
  }

  /** The value of a string attribute, if the group and the attribute exist. */
  public Optional<String> text(String group, String attribute) {
    return Damage.guarded(
        group + "@" + attribute,
        () ->
            attribute(group, attribute)
                .map(
                    a -> {
                      if (a.getData() instanceof String s) {
                        return s;
                      }
                      throw Damage.at(group + "@" + attribute, null);
                    }));
  }

  /** The values of an attribute that is a list of strings, if the group and it exist. */
  public Optional<List<String>> texts(String group, String attribute) {
    return Damage.guarded(
        group + "@" + attribute,
        () ->
            attribute(group, attribute)
                .map(
                    a -> {
                      if (a.isEmpty()) {
                        return List.of();
                      } else if (a.getData() instanceof String[] strings) {
                        return List.of(strings);
                      }
                      throw Damage.at(group + "@" + attribute, null);
                    }));
  }

  private Optional<Attribute> attribute(String group, String name) {
    Optional<Attribute> found = find(group).map(node -> node.getAttribute(name));
    found.ifPresent(a -> Damage.requireWithin(a.getSizeInBytes(), size, group + "@" + name));
    return found;
  }

  /**
   * Reads a float32 dataset, or one whole number as float32.
   *
   * @throws UserError if it is absent, damaged or of another type
   */
  public Tensor tensor(String path) {
    return Damage.guarded(
        path,
        () -> {
          Optional<Node> node = find(path);
          if (node.isPresent() && node.get() instanceof Dataset dataset) {
            return tensor(path, dataset);
          }
          throw UserError.because("The dataset '" + path + "' is missing");
        });
  }

  private Tensor tensor(String path, Dataset d) {
    if (d.getDataType() instanceof FixedPoint && d.getDimensions().length == 0) {
      return Tensor.of(Shape.of(), ((Number) d.getData()).floatValue());
    }
    if (!(d.getDataType() instanceof FloatingPoint type) || type.getSize() != 4) {
      throw UserError.because("The dataset '" + path + "' has a type that is not supported yet")
          .received(
              d.getDataType().getClass().getSimpleName()
                  + " of "
                  + d.getDataType().getSize()
                  + " bytes")
          .allowed("float32");
    }
    Shape shape = Shape.of(d.getDimensions());
    long bytes = Math.multiplyExact(shape.elements(), 4L);
    if (bytes > 0
        && d instanceof ContiguousDataset c
        && type.getByteOrder() == ByteOrder.LITTLE_ENDIAN) {
      // The sum, as many datasets may claim the same bytes.
      tensorBytes = Math.addExact(tensorBytes, bytes);
      Damage.requireWithin(tensorBytes, size, path);
      ByteBuffer stored = c.getBuffer();
      return Tensor.view(DType.FLOAT32, shape, stored.isDirect() ? stored : copy(stored));
    }
    tensorBytes = Math.addExact(tensorBytes, bytes);
    Damage.requireWithin(tensorBytes, Math.multiplyExact(size, MAX_COMPRESSION), path);
    return Tensor.of(shape, bytes == 0 ? new float[0] : (float[]) d.getDataFlat());
  }

  private static ByteBuffer copy(ByteBuffer b) {
    return ByteBuffer.allocate(b.remaining()).put(b).flip();
  }

  /** Follows no links: Keras writes none, and an external one would open another file. */
  private Optional<Node> find(String path) {
    Node node = file;
    for (String step : path.split("/")) {
      if (step.isEmpty()) {
        continue;
      }
      node = node instanceof Group g ? g.getChild(step) : null;
      if (node == null) {
        return Optional.empty();
      } else if (node.isLink()) {
        throw UserError.because("'" + path + "' is a link, which is not followed")
            .next("save the model again with Keras");
      }
    }
    return Optional.of(node);
  }

  @Override
  public void close() {
    close(file);
  }

  /** The library's own way asks for the file's path, which a window does not have. */
  private static void close(HdfFile file) {
    if (!file.inMemory()) {
      file.getHdfBackingStorage().close();
    }
  }
}
