package cortado.tflite;

import cortado.ops.Program;
import cortado.ops.Value;
import cortado.quantize.Quantization;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors that hold a program's values: each value exists as float32, as codes or as both, and
 * a conversion is written where a reader asks for the form that is not there yet.
 */
final class ValueTensors {
  private final FlatModel model;
  private final Program program;
  private final DType edge;
  private final Map<Value, Integer> reals = new HashMap<>();
  private final Map<Value, Map<Quantization, Integer>> integers = new HashMap<>();

  /**
   * @param edge the type in which values enter and leave
   */
  ValueTensors(FlatModel model, Program program, DType edge) {
    this.edge = edge;
    this.model = model;
    this.program = program;
  }

  /** The shape of a value in the file, where the batch is 1; other extents may be unknown. */
  static Shape shape(Value v) {
    return v.shape().rank() == 0 ? v.shape() : v.shape().withDim(0, 1);
  }

  /** Adds the float32 tensor that a step computes or the caller feeds. */
  int defineReal(Value v) {
    return reals.computeIfAbsent(
        v,
        k ->
            model.variable(
                name(v, DType.FLOAT32, integers.containsKey(v)),
                DType.FLOAT32,
                shape(v),
                Optional.empty()));
  }

  /** Adds the tensor of codes that a step computes or the caller feeds. */
  int defineInteger(Value v, Quantization codes) {
    Map<Quantization, Integer> forms = integers.computeIfAbsent(v, k -> new HashMap<>());
    String name = name(v, codes.dtype(), reals.containsKey(v));
    long alike = forms.keySet().stream().filter(q -> q.dtype() == codes.dtype()).count();
    if (alike > 0) {
      name += "/" + alike;
    }
    int tensor = model.variable(name, codes.dtype(), shape(v), Optional.of(codes));
    forms.put(codes, tensor);
    return tensor;
  }

  /** The float32 tensor of a value. */
  int real(Value v) {
    Integer there = reals.get(v);
    if (there != null) {
      return there;
    }
    int from = anyInteger(v);
    int to = defineReal(v);
    int version = model.tensors().get(from).type() == TensorType.INT16 ? 3 : 2;
    model.operator(Builtin.DEQUANTIZE, version, Options.NONE, List.of(from), to);
    return to;
  }

  /** The tensor of a value in these codes. */
  int integer(Value v, Quantization codes) {
    Integer there = integers.getOrDefault(v, Map.of()).get(codes);
    if (there != null) {
      return there;
    }
    int from = reals.containsKey(v) ? reals.get(v) : anyInteger(v);
    int to = defineInteger(v, codes);
    int version = codes.dtype() == DType.INT16 ? 2 : 1;
    model.operator(Builtin.QUANTIZE, version, Options.NONE, List.of(from), to);
    return to;
  }

  private int anyInteger(Value v) {
    return integers.get(v).values().stream().min(Integer::compare).orElseThrow();
  }

  /** At an edge, the form that is fed or read has the value's name. */
  private String name(Value v, DType type, boolean hasOtherForm) {
    boolean isEdge = program.inputs().contains(v) || program.outputs().contains(v);
    boolean plain = isEdge ? type == edge : !hasOtherForm;
    return plain ? v.name() : v.name() + "/" + type.name().toLowerCase(Locale.ROOT);
  }
}
