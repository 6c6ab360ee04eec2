package cortado.tflite;

import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the tables of a TFLite file. Slots are the numbers of the fields in the public schema. */
final class TfliteReader {
  private static final int VERSION = 3;
  private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

  private record Code(String name, int version) {}

  private final FlatTable model;
  private final long fileBytes;
  private final List<FileRange> buffers = new ArrayList<>();
  private final List<Code> codes = new ArrayList<>();

  private TfliteReader(ByteBuffer start, long fileBytes) {
    byte[] identifier = new byte[IDENTIFIER.length];
    if (start.limit() >= 8) {
      start.get(4, identifier);
    }
    if (!Arrays.equals(identifier, IDENTIFIER)) {
      throw new DamagedFlatbuffer("it has no TFL3 at its start");
    }
    this.model = FlatTable.root(start);
    this.fileBytes = fileBytes;
  }

  static TfliteFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserError.because("There is no such file").received(file).allowed("a .tflite file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      // Constants beyond 2 GB lie behind the flatbuffer, which is smaller.
      ByteBuffer start =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, Integer.MAX_VALUE - 8));
      return new TfliteReader(start.order(ByteOrder.LITTLE_ENDIAN), size).file();
    } catch (IOException e) {
      throw UserError.because("Cannot read " + file + " (" + e + ")", e);
    } catch (DamagedFlatbuffer e) {
      throw UserError.because(file + " is damaged or no TFLite file: " + e.getMessage(), e)
          .next("take another copy of it");
    }
  }

  private TfliteFile file() {
    int version = model.integer(0, 0);
    if (version != VERSION) {
      throw new DamagedFlatbuffer("its version is " + version + ", not " + VERSION);
    }
    model.tables(4).forEach(b -> buffers.add(range(b)));
    model.tables(1).forEach(c -> codes.add(code(c)));
    List<TfliteFile.Subgraph> subgraphs = model.tables(2).stream().map(this::subgraph).toList();
    if (subgraphs.isEmpty()) {
      throw new DamagedFlatbuffer("it has no subgraph");
    }
    return new TfliteFile(
        model.text(3),
        fileBytes,
        subgraphs,
        model.tables(7).stream().map(s -> signature(s, subgraphs)).toList(),
        model.tables(6).stream().map(m -> m.text(0)).toList());
  }

  /** Data of a buffer, in the flatbuffer or behind it. */
  private FileRange range(FlatTable buffer) {
    FileRange inside = buffer.range(0);
    long offset = buffer.longInteger(1);
    long size = buffer.longInteger(2);
    // Offsets 0 and 1 stand for data inside of the flatbuffer.
    if (inside.bytes() > 0 || Long.compareUnsigned(offset, 1) <= 0) {
      return inside;
    }
    if (offset < 0 || size < 0 || offset > fileBytes || size > fileBytes - offset) {
      throw new DamagedFlatbuffer("the data of a buffer lies outside of it");
    }
    return new FileRange(offset, size);
  }

  private static Code code(FlatTable t) {
    int number = Math.max(t.unsignedByte(0), t.integer(3, 0));
    String custom = t.text(1);
    return new Code(
        custom.isEmpty() ? OperatorNames.of(number) : "'" + custom + "'", t.integer(2, 1));
  }

  private TfliteFile.Subgraph subgraph(FlatTable t) {
    TensorTables tensors = new TensorTables(buffers);
    List<TfliteFile.TensorEntry> all = t.tables(0).stream().map(tensors::entry).toList();
    return new TfliteFile.Subgraph(
        t.text(4),
        all,
        indices(t.integers(1), all, 0),
        indices(t.integers(2), all, 0),
        t.tables(3).stream().map(o -> operator(o, all)).toList());
  }

  private TfliteFile.Operator operator(FlatTable t, List<TfliteFile.TensorEntry> tensors) {
    int index = t.integer(0, 0);
    if (index < 0 || index >= codes.size()) {
      throw new DamagedFlatbuffer("an operator has the code " + index + " of " + codes.size());
    }
    Code code = codes.get(index);
    return new TfliteFile.Operator(
        code.name(),
        code.version(),
        indices(t.integers(1), tensors, -1),
        indices(t.integers(2), tensors, 0));
  }

  private static List<Integer> indices(
      int[] numbers, List<TfliteFile.TensorEntry> tensors, int least) {
    for (int n : numbers) {
      requireTensor(n, tensors, least);
    }
    return Arrays.stream(numbers).boxed().toList();
  }

  private static int requireTensor(int n, List<TfliteFile.TensorEntry> tensors, int least) {
    if (n < least || n >= tensors.size()) {
      throw new DamagedFlatbuffer("it names the tensor " + n + " of " + tensors.size());
    }
    return n;
  }

  private static TfliteFile.Signature signature(FlatTable t, List<TfliteFile.Subgraph> subgraphs) {
    int subgraph = t.integer(4, 0);
    if (subgraph < 0 || subgraph >= subgraphs.size()) {
      throw new DamagedFlatbuffer("a signature names the subgraph " + subgraph);
    }
    List<TfliteFile.TensorEntry> tensors = subgraphs.get(subgraph).tensors();
    return new TfliteFile.Signature(
        t.text(2), subgraph, names(t.tables(0), tensors), names(t.tables(1), tensors));
  }

  private static List<TfliteFile.Name> names(
      List<FlatTable> maps, List<TfliteFile.TensorEntry> tensors) {
    return maps.stream()
        .map(m -> new TfliteFile.Name(m.text(0), requireTensor(m.integer(1, 0), tensors, 0)))
        .toList();
  }
}
