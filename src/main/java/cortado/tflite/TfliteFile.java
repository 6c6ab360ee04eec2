package cortado.tflite;

import cortado.UserError;
import cortado.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/**
 * What a TFLite file says about itself (schema version 3): read without running it, every number
 * checked against the file's size.
 *
 * @param description by the program that wrote it
 * @param bytes of the whole file
 * @param subgraphs the first is the model
 * @param metadata names of the further data in it
 */
public record TfliteFile(
    String description,
    long bytes,
    List<Subgraph> subgraphs,
    List<Signature> signatures,
    List<String> metadata) {

  /** Tensors and the operators that compute them in order; numbers are indices of tensors. */
  public record Subgraph(
      String name,
      List<TensorEntry> tensors,
      List<Integer> inputs,
      List<Integer> outputs,
      List<Operator> operators) {
    public Subgraph {
      tensors = List.copyOf(tensors);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      operators = List.copyOf(operators);
    }
  }

  /**
   * A tensor.
   *
   * @param shape as the file has memory planned for it; an extent that may change is {@link
   *     Shape#UNKNOWN}
   * @param codes how integers stand for real numbers
   * @param dataAt where constant data begins in the file
   * @param dataBytes of constant data; 0 for what is fed or computed
   * @param sparse whether zeros are left out of the data
   */
  public record TensorEntry(
      String name,
      TensorType type,
      Shape shape,
      Codes codes,
      long dataAt,
      long dataBytes,
      boolean sparse) {
    public boolean isConstant() {
      return dataBytes > 0;
    }
  }

  /**
   * Real numbers as codes: scale x (code - zero point).
   *
   * @param scales none if the tensor is not quantized, one, or one for each index along the axis
   */
  public record Codes(List<Float> scales, List<Long> zeroPoints, int axis) {
    static final Codes NONE = new Codes(List.of(), List.of(), 0);

    public Codes {
      scales = List.copyOf(scales);
      zeroPoints = List.copyOf(zeroPoints);
    }

    public boolean isQuantized() {
      return !scales.isEmpty();
    }
  }

  /**
   * An operator.
   *
   * @param name as in the schema, or that of a custom operator in quotes
   * @param inputs tensors, -1 for an optional one that is left out
   */
  public record Operator(String name, int version, List<Integer> inputs, List<Integer> outputs) {
    public Operator {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** What the file calls a way to use it. */
  public record Signature(String key, int subgraph, List<Name> inputs, List<Name> outputs) {
    public Signature {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** What a signature calls a tensor. */
  public record Name(String name, int tensor) {}

  public TfliteFile {
    subgraphs = List.copyOf(subgraphs);
    signatures = List.copyOf(signatures);
    metadata = List.copyOf(metadata);
  }

  /**
   * Reads a file.
   *
   * @throws UserError if it is missing, no TFLite file or damaged
   */
  public static TfliteFile read(Path file) {
    return TfliteReader.read(file);
  }

  /** The model itself. */
  public Subgraph main() {
    return subgraphs.get(0);
  }

  /** The inputs of the model in order. */
  public List<TensorEntry> inputs() {
    return main().inputs().stream().map(main().tensors()::get).toList();
  }

  /** The outputs of the model in order. */
  public List<TensorEntry> outputs() {
    return main().outputs().stream().map(main().tensors()::get).toList();
  }

  /** The names of the inputs: those of the signature if there is one, else those of the tensors. */
  public List<String> inputNames() {
    return TfliteNames.of(this, main().inputs(), Signature::inputs);
  }

  /** The names of the outputs, found alike. */
  public List<String> outputNames() {
    return TfliteNames.of(this, main().outputs(), Signature::outputs);
  }
}
