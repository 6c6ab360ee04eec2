package cortado.tflite;

import cortado.quantize.Quantization;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of a TFLite file while it is put together: tensors, constants without duplicates,
 * and operators in the order of execution.
 */
final class FlatModel {
  /** The buffer of tensors without constant data. */
  static final int NO_BUFFER = 0;

  /** A tensor; the buffer is that of its constant data or {@link #NO_BUFFER}. */
  record TensorEntry(
      String name,
      TensorType type,
      Shape shape,
      int buffer,
      Optional<Quantization> quantization,
      Optional<SparseKernel> sparse) {
    TensorEntry(
        String name, DType dtype, Shape shape, int buffer, Optional<Quantization> quantization) {
      this(name, TensorType.of(dtype), shape, buffer, quantization, Optional.empty());
    }
  }

  /** An operator's kind in one version, listed once in a file. */
  record OperatorCode(Builtin builtin, int version) {}

  record OperatorEntry(
      int code, Builtin builtin, Options options, List<Integer> inputs, List<Integer> outputs) {}

  /** What the file calls an input or an output, and its tensor. */
  record Edge(String name, int tensor) {}

  private final String description;
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final Map<TensorEntry, Integer> constants = new LinkedHashMap<>();
  private final Map<ConstantBytes, Integer> buffers = new LinkedHashMap<>();
  private final Map<OperatorCode, Integer> codes = new LinkedHashMap<>();
  private final List<OperatorEntry> operators = new ArrayList<>();
  private final List<Edge> inputs = new ArrayList<>();
  private final List<Edge> outputs = new ArrayList<>();

  /**
   * @param description of the file, for who looks into it
   */
  FlatModel(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  /** Adds a tensor that is computed or fed, and returns its index. */
  int variable(String name, DType dtype, Shape shape, Optional<Quantization> quantization) {
    tensors.add(new TensorEntry(name, dtype, shape, NO_BUFFER, quantization));
    return tensors.size() - 1;
  }

  /** Adds a constant unless it is there already, and returns its index. */
  int constant(String name, Tensor data, Optional<Quantization> quantization) {
    return constant(new TensorEntry(name, data.dtype(), data.shape(), buffer(data), quantization));
  }

  /** Adds a constant without its zeros unless it is there already, and returns its index. */
  int sparse(String name, SparseKernel kernel, Optional<Quantization> quantization) {
    Tensor values = kernel.values();
    return constant(
        new TensorEntry(
            name,
            TensorType.of(values.dtype()),
            kernel.shape(),
            buffer(values),
            quantization,
            Optional.of(kernel)));
  }

  /**
   * Adds a constant of int4 unless it is there already, and returns its index.
   *
   * @param packed two elements in each byte, the first in the lower half
   */
  int nibbles(String name, Tensor packed, Shape shape, Optional<Quantization> quantization) {
    return constant(
        new TensorEntry(
            name, TensorType.INT4, shape, buffer(packed), quantization, Optional.empty()));
  }

  private int buffer(Tensor data) {
    return buffers.computeIfAbsent(new ConstantBytes(data), k -> buffers.size() + 1);
  }

  private int constant(TensorEntry entry) {
    return constants.computeIfAbsent(
        entry,
        e -> {
          tensors.add(e);
          return tensors.size() - 1;
        });
  }

  void operator(Builtin builtin, int version, Options options, List<Integer> inputs, int output) {
    int code = codes.computeIfAbsent(new OperatorCode(builtin, version), k -> codes.size());
    operators.add(new OperatorEntry(code, builtin, options, inputs, List.of(output)));
  }

  void input(String name, int tensor) {
    inputs.add(new Edge(name, tensor));
  }

  void output(String name, int tensor) {
    outputs.add(new Edge(name, tensor));
  }

  List<TensorEntry> tensors() {
    return tensors;
  }

  /** The constants' bytes; the first is buffer 1. */
  List<Tensor> buffers() {
    return buffers.keySet().stream().map(ConstantBytes::data).toList();
  }

  List<OperatorCode> codes() {
    return List.copyOf(codes.keySet());
  }

  List<OperatorEntry> operators() {
    return operators;
  }

  List<Edge> inputs() {
    return inputs;
  }

  List<Edge> outputs() {
    return outputs;
  }
}
