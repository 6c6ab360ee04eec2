package cortado.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a safetensors file says it holds, checked against its size.
 *
 * @param dataStart where the tensors' bytes begin in the file
 * @param entries in the order of their bytes, which follow each other without a gap to the end
 */
record SafetensorsHeader(long dataStart, List<Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int LENGTH_BYTES = 8;
  private static final int MAX_LENGTH = 16_000_000;
  private static final int MAX_RANK = 32;
  private static final Map<String, DType> CODES =
      Map.of(
          "F32", DType.FLOAT32,
          "F16", DType.FLOAT16,
          "I8", DType.INT8,
          "U8", DType.UINT8,
          "I16", DType.INT16,
          "I32", DType.INT32,
          "I64", DType.INT64);

  /** One tensor; {@code begin} and {@code end} count bytes from the start of the data. */
  record Entry(String name, DType dtype, Shape shape, long begin, long end) {
    int bytes() {
      return (int) (end - begin);
    }
  }

  static String code(DType dtype) {
    return CODES.entrySet().stream()
        .filter(e -> e.getValue() == dtype)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /**
   * Reads the header of a file that is at its start.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static SafetensorsHeader read(FileChannel file) throws IOException {
    long rest = file.size() - LENGTH_BYTES;
    require(rest >= 0, "it ends too early");
    long length = bytes(file, LENGTH_BYTES).getLong();
    require(
        length >= 2 && length <= Math.min(rest, MAX_LENGTH),
        "its header would take " + Long.toUnsignedString(length) + " bytes");
    byte[] json = bytes(file, (int) length).array();
    long dataBytes = rest - json.length;
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (var field : object(tree(json), "the header").properties()) {
      if (field.getKey().equals(METADATA)) {
        for (var m : object(field.getValue(), METADATA).properties()) {
          require(m.getValue().isTextual(), METADATA + " holds something else than strings");
          metadata.put(m.getKey(), m.getValue().textValue());
        }
      } else {
        entries.add(entry(field.getKey(), field.getValue(), dataBytes));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry e : entries) {
      require(e.begin() == at, "the tensor '" + e.name() + "' does not follow the one before it");
      at = e.end();
    }
    require(at == dataBytes, "its tensors take " + at + " of " + dataBytes + " bytes of data");
    return new SafetensorsHeader(LENGTH_BYTES + json.length, entries, metadata);
  }

  private static ByteBuffer bytes(FileChannel file, int count) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (b.hasRemaining()) {
      require(file.read(b) >= 0, "it ends too early");
    }
    return b.flip();
  }

  private static JsonNode tree(byte[] json) {
    require(json[0] == '{', "its header does not begin with {");
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("its header: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("its header: " + e.getMessage(), e);
    }
  }

  private static Entry entry(String name, JsonNode node, long dataBytes) {
    String who = "the tensor '" + name + "'";
    JsonNode fields = object(node, who);
    require(
        fields.size() == 3
            && fields.path("dtype").isTextual()
            && fields.path("shape").isArray()
            && fields.path("data_offsets").size() == 2,
        who + " lacks its dtype, shape or data_offsets, or has more");
    DType dtype = CODES.get(fields.get("dtype").textValue());
    require(
        dtype != null,
        who + " has the type " + fields.get("dtype").textValue() + "; allowed: " + types());
    JsonNode dims = fields.get("shape");
    require(dims.size() <= MAX_RANK, who + " has " + dims.size() + " axes");
    int[] extents = new int[dims.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = (int) number(dims.get(i), Integer.MAX_VALUE, who + " has a bad shape");
    }
    JsonNode offsets = fields.get("data_offsets");
    long begin = number(offsets.path(0), dataBytes, who + " has bad offsets");
    long end = number(offsets.path(1), dataBytes, who + " has bad offsets");
    require(begin <= end, who + " ends before it begins");
    require(
        end - begin <= Tensor.MAX_BYTES,
        who + " takes " + (end - begin) + " bytes; one tensor may take 2 GB");
    Shape shape = Shape.of(extents);
    require(takes(shape, dtype, end - begin), who + " has another size than its shape " + shape);
    return new Entry(name, dtype, shape, begin, end);
  }

  private static boolean takes(Shape shape, DType dtype, long bytes) {
    try {
      return Math.multiplyExact(shape.elements(), (long) dtype.bytes()) == bytes;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static Set<String> types() {
    return new TreeSet<>(CODES.keySet());
  }

  private static long number(JsonNode node, long most, String otherwise) {
    boolean number = node.isIntegralNumber() && node.canConvertToLong();
    require(number && node.longValue() >= 0 && node.longValue() <= most, otherwise);
    return node.longValue();
  }

  private static JsonNode object(JsonNode node, String who) {
    require(node.isObject(), who + " is no JSON object");
    return node;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
