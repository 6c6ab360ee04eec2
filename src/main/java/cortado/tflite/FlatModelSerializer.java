package cortado.tflite;

import cortado.quantize.Quantization;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.StreamedContent;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a model into a TFLite file (schema version 3). The same model gives the same bytes. Slots
 * are the numbers of the fields in the public schema.
 *
 * <p>Up to 2 GB the constants are in the flatbuffer. In a larger file they follow it, each at the
 * place that the {@code offset} of its {@code Buffer} tells, as the schema provides for.
 */
final class FlatModelSerializer {
  /** The size in bytes up to which every reader takes a flatbuffer. */
  static final long LARGEST_FLATBUFFER = Integer.MAX_VALUE - 64;

  private static final int SCHEMA_VERSION = 3;

  private final FlatModel model;
  private final FlatBuilder b = new FlatBuilder();
  private final Optional<ExternalConstants> external;
  private final Map<List<Integer>, Integer> shapes = new HashMap<>();
  private final Map<List<Integer>, Integer> zeroPoints = new HashMap<>();

  private FlatModelSerializer(FlatModel model, Optional<ExternalConstants> external) {
    this.model = model;
    this.external = external;
  }

  /**
   * What the file is to hold; constants are read when it is written.
   *
   * @param most the size in bytes up to which constants are in the flatbuffer
   */
  static StreamedContent serialize(FlatModel model, long most) {
    if (size(model) <= most) {
      return new FlatModelSerializer(model, Optional.empty()).write();
    }
    // The places depend on the size of the flatbuffer, which does not depend on them.
    ExternalConstants anywhere = new ExternalConstants(model.buffers(), 0);
    int size = new FlatModelSerializer(model, Optional.of(anywhere)).write().size();
    ExternalConstants constants = new ExternalConstants(model.buffers(), size);
    FlatBuilder head = new FlatModelSerializer(model, Optional.of(constants)).write();
    return channel -> {
      head.writeTo(channel);
      constants.writeTo(channel);
    };
  }

  /** At least what the file takes with its constants in the flatbuffer, in bytes. */
  private static long size(FlatModel model) {
    long constants = model.buffers().stream().mapToLong(d -> d.size() + 64L).sum();
    long indices = model.tensors().stream().mapToLong(FlatModelSerializer::indexBytes).sum();
    long rest = 16384 + 512L * (model.tensors().size() + model.operators().size());
    long scales = model.tensors().stream().mapToLong(FlatModelSerializer::scaleBytes).sum();
    return constants + rest + scales + indices;
  }

  private static long scaleBytes(FlatModel.TensorEntry t) {
    return t.quantization().map(q -> 12L * q.scales().length).orElse(0L);
  }

  private static long indexBytes(FlatModel.TensorEntry t) {
    return t.sparse()
        .map(s -> 256L + s.starts().bytes().capacity() + s.columns().bytes().capacity())
        .orElse(0L);
  }

  private FlatBuilder write() {
    List<Tensor> data = model.buffers();
    int[] buffers = new int[data.size() + 2];
    buffers[0] = buffer(0, 0, 0);
    for (int i = 0; i < data.size(); i++) {
      buffers[i + 1] = constant(i, data.get(i));
    }
    buffers[data.size() + 1] = inline(minimumRuntime());
    int metadata = b.createVectorOfTables(metadata(data.size() + 1));
    int bufferVector = b.createVectorOfTables(buffers);
    int subgraphs = b.createVectorOfTables(subgraph());
    int codes = b.createVectorOfTables(each(model.codes(), this::code));
    int signatures = b.createVectorOfTables(signature());
    int description = b.createString(model.description());
    b.startTable(8);
    b.addInt(0, SCHEMA_VERSION, 0);
    b.addOffset(1, codes, 0);
    b.addOffset(2, subgraphs, 0);
    b.addOffset(3, description, 0);
    b.addOffset(4, bufferVector, 0);
    b.addOffset(6, metadata, 0);
    b.addOffset(7, signatures, 0);
    b.finish(b.endTable(), "TFL3");
    return b;
  }

  private int constant(int index, Tensor data) {
    return external.isPresent() && data.size() > 0
        ? buffer(0, external.get().place(index), data.size())
        : inline(data);
  }

  private int inline(Tensor data) {
    return buffer(b.createVector(data, ExternalConstants.ALIGNMENT), 0, 0);
  }

  private int buffer(int bytes, long place, long size) {
    b.startTable(3);
    b.addOffset(0, bytes, 0);
    b.addLong(1, place, 0);
    b.addLong(2, size, 0);
    return b.endTable();
  }

  /** Sixteen bytes, as TensorFlow's converter writes them. */
  private Tensor minimumRuntime() {
    Runtime.Version first =
        model.codes().stream()
            .map(c -> c.builtin().since(c.version()))
            .max(Comparator.naturalOrder())
            .orElse(Runtime.Version.parse("1.5"));
    String text = first.feature() + "." + first.interim() + "." + first.update();
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 16);
    return Tensor.view(DType.UINT8, Shape.of(bytes.length), ByteBuffer.wrap(bytes));
  }

  private int metadata(int buffer) {
    int name = b.createString("min_runtime_version");
    b.startTable(2);
    b.addOffset(0, name, 0);
    b.addInt(1, buffer, 0);
    return b.endTable();
  }

  private int subgraph() {
    int tensors = b.createVectorOfTables(each(model.tensors(), this::tensor));
    int operators = b.createVectorOfTables(each(model.operators(), this::operator));
    int inputs = FlatVectors.ints(b, tensorsOf(model.inputs()));
    int outputs = FlatVectors.ints(b, tensorsOf(model.outputs()));
    int name = b.createString("main");
    b.startTable(6);
    b.addOffset(0, tensors, 0);
    b.addOffset(1, inputs, 0);
    b.addOffset(2, outputs, 0);
    b.addOffset(3, operators, 0);
    b.addOffset(4, name, 0);
    return b.endTable();
  }

  private int tensor(FlatModel.TensorEntry t) {
    // An extent that is found where the model runs is 1 in the shape and -1 in its signature.
    int shape = shape(Arrays.stream(t.shape().dims()).map(Math::abs).toArray());
    int signature = t.shape().isKnown() ? 0 : shape(t.shape().dims());
    int name = b.createString(t.name());
    int quantization = t.quantization().map(this::quantization).orElse(0);
    int sparsity = t.sparse().map(s -> s.write(b)).orElse(0);
    b.startTable(10);
    b.addOffset(0, shape, 0);
    b.addByte(1, (byte) t.type().ordinal(), 0);
    b.addInt(2, t.buffer(), 0);
    b.addOffset(3, name, 0);
    b.addOffset(4, quantization, 0);
    b.addOffset(6, sparsity, 0);
    b.addOffset(7, signature, 0);
    b.addBoolean(8, true, false);
    return b.endTable();
  }

  private int shape(int[] dims) {
    return shapes.computeIfAbsent(
        Arrays.stream(dims).boxed().toList(), k -> FlatVectors.ints(b, dims));
  }

  private int quantization(Quantization q) {
    float[] values = q.scales();
    int scales = FlatVectors.floats(b, values);
    // The zero points take twice the bytes of the scales and are the same for many tensors.
    int zeros =
        zeroPoints.computeIfAbsent(
            List.of(values.length, q.zeroPoint()),
            k -> {
              long[] zero = new long[values.length];
              Arrays.fill(zero, q.zeroPoint());
              return FlatVectors.longs(b, zero);
            });
    b.startTable(7);
    b.addOffset(2, scales, 0);
    b.addOffset(3, zeros, 0);
    b.addInt(6, q.axis(), 0);
    return b.endTable();
  }

  private int operator(FlatModel.OperatorEntry o) {
    int type = o.builtin().optionsType();
    int options = type == 0 ? 0 : o.options().write(b);
    int inputs = FlatVectors.ints(b, toArray(o.inputs()));
    int outputs = FlatVectors.ints(b, toArray(o.outputs()));
    b.startTable(14);
    b.addInt(0, o.code(), 0);
    b.addOffset(1, inputs, 0);
    b.addOffset(2, outputs, 0);
    b.addByte(3, (byte) type, 0);
    b.addOffset(4, options, 0);
    return b.endTable();
  }

  private int code(FlatModel.OperatorCode c) {
    b.startTable(4);
    b.addByte(0, (byte) c.builtin().code(), 0);
    b.addInt(2, c.version(), 1);
    b.addInt(3, c.builtin().code(), 0);
    return b.endTable();
  }

  private int signature() {
    int inputs = b.createVectorOfTables(each(model.inputs(), this::tensorMap));
    int outputs = b.createVectorOfTables(each(model.outputs(), this::tensorMap));
    int key = b.createString("serving_default");
    b.startTable(5);
    b.addOffset(0, inputs, 0);
    b.addOffset(1, outputs, 0);
    b.addOffset(2, key, 0);
    return b.endTable();
  }

  private int tensorMap(FlatModel.Edge edge) {
    int name = b.createString(edge.name());
    b.startTable(2);
    b.addOffset(0, name, 0);
    b.addInt(1, edge.tensor(), 0);
    return b.endTable();
  }

  private interface Part<T> {
    int write(T part);
  }

  private static <T> int[] each(List<T> parts, Part<T> writer) {
    return parts.stream().mapToInt(writer::write).toArray();
  }

  private static int[] tensorsOf(List<FlatModel.Edge> edges) {
    return edges.stream().mapToInt(FlatModel.Edge::tensor).toArray();
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }
}
