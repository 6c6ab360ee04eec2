package cortado.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named tensors and a few strings in one file of Hugging Face's safetensors format: a length of 8
 * bytes, a JSON header, the tensors' bytes without gaps.
 *
 * <p>The tensors of a file that is open are views on its mapping: nothing is read before it is
 * used. The file must not be changed in place meanwhile; replacing it by {@link #write} is safe.
 *
 * @param tensors in the order of their bytes in the file
 * @param metadata what the writer noted
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final int ALIGNMENT = 8;

  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Maps a file of any size.
   *
   * @throws UserError if the file is missing or damaged, or holds an element type that is not among
   *     F32, F16, I8, U8, I32 and I64
   */
  public static Safetensors open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw UserError.because("There is no such file")
          .received(path)
          .allowed("a .safetensors file");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      SafetensorsHeader header = SafetensorsHeader.read(channel);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      FileWindow window = new FileWindow(channel, header.dataStart());
      for (SafetensorsHeader.Entry e : header.entries()) {
        ByteBuffer view = window.slice(e.begin(), e.bytes());
        tensors.put(e.name(), Tensor.view(e.dtype(), e.shape(), view));
      }
      return new Safetensors(tensors, header.metadata());
    } catch (IllegalArgumentException e) {
      throw UserError.because(path + " is no safetensors file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw UserError.because("Cannot read " + path + " (" + e + ")", e);
    }
  }

  /**
   * Writes a file; the same tensors and strings give the same bytes whatever the order of the maps.
   *
   * @throws UserError if the file cannot be written
   */
  public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
    AtomicFile.stream(path, content(tensors, metadata));
  }

  /** What {@link #write} writes. */
  public static StreamedContent content(Map<String, Tensor> tensors, Map<String, String> metadata) {
    List<String> names = new ArrayList<>(tensors.keySet());
    // Larger elements first, so that every tensor is aligned to its element.
    names.sort(
        Comparator.comparing((String n) -> -tensors.get(n).dtype().bytes())
            .thenComparing(Comparator.naturalOrder()));
    byte[] json = header(names, tensors, metadata).getBytes(StandardCharsets.UTF_8);
    int length = json.length + Math.floorMod(-json.length, ALIGNMENT);
    ByteBuffer start =
        ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
    while (start.hasRemaining()) {
      start.put((byte) ' ');
    }
    start.flip();
    return channel -> {
      StreamedContent.writeFully(channel, start.duplicate());
      for (String name : names) {
        tensors.get(name).writeTo(channel);
      }
    };
  }

  private static String header(
      List<String> names, Map<String, Tensor> tensors, Map<String, String> metadata) {
    ObjectNode root = SafetensorsHeader.JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode strings = root.putObject(SafetensorsHeader.METADATA);
      new TreeMap<>(metadata).forEach(strings::put);
    }
    long at = 0;
    for (String name : names) {
      Tensor t = tensors.get(name);
      ObjectNode entry = root.putObject(name);
      entry.put("dtype", SafetensorsHeader.code(t.dtype()));
      var shape = entry.putArray("shape");
      for (int d : t.shape().dims()) {
        shape.add(d);
      }
      long end = at + t.size();
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    try {
      return SafetensorsHeader.JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
