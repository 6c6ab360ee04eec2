package cortado.explain;

import cortado.tensor.Shape;
import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import java.util.List;
import java.util.Map;

/**
 * What an operator of a TFLite file has to do for one inference.
 *
 * @param operator as in the schema, such as {@code CONV_2D}
 * @param layer that it comes from, or else the name of its output
 * @param arithmetic the types that it works with
 * @param multiplyAdds 0 where it does not multiply with a kernel, or the size of images is free
 * @param weightBytes of the constants that it reads, as they are in the file
 * @param activationBytes that it reads and writes
 * @param edge whether it reads an input of the model or writes an output
 * @param foldableChannels that a convolution of a large image makes, if it could make those of
 *     several pixels of a row at once; 0 for other operators
 */
public record OperatorCost(
    String operator,
    String layer,
    Arithmetic arithmetic,
    long multiplyAdds,
    long weightBytes,
    long activationBytes,
    boolean edge,
    int foldableChannels) {

  private static final int LARGE_PIXELS = 64 * 64;

  /** The types of the activations and the weights. */
  public enum Arithmetic {
    FLOAT,
    INTEGER,
    /** Activations are int16, weights int8. */
    WIDE_INTEGER,
    /** Weights are integers, activations are made so for each inference. */
    HYBRID,
    /** Between integers and real numbers, where both are computed. */
    CONVERSION,
    /** Neither, such as constants that are unpacked once. */
    OTHER
  }

  /**
   * Of an operator of the model.
   *
   * @param layers by the names of tensors; those of tensors for the rest
   */
  static OperatorCost of(TfliteFile file, TfliteFile.Operator o, Map<String, String> layers) {
    Operands operands = new Operands(file, o);
    return new OperatorCost(
        o.name(),
        LayerName.of(operands.outputName(), layers),
        operands.arithmetic(),
        operands.multiplyAdds(),
        operands.weightBytes(),
        operands.activationBytes(),
        operands.isEdge(),
        operands.foldableChannels());
  }

  /** The tensors of an operator. */
  private record Operands(TfliteFile file, TfliteFile.Operator o) {

    private TfliteFile.TensorEntry input(int i) {
      return file.main().tensors().get(o.inputs().get(i));
    }

    private boolean has(int i) {
      return i < o.inputs().size() && o.inputs().get(i) >= 0;
    }

    private List<TfliteFile.TensorEntry> inputs() {
      return o.inputs().stream().filter(i -> i >= 0).map(file.main().tensors()::get).toList();
    }

    private List<TfliteFile.TensorEntry> outputs() {
      return o.outputs().stream().map(file.main().tensors()::get).toList();
    }

    String outputName() {
      return o.outputs().isEmpty() ? "" : outputs().get(0).name();
    }

    /** The kernel that it multiplies with; of a product of values the second of them. */
    private boolean multiplies() {
      return switch (o.name()) {
        case "CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "FULLY_CONNECTED", "BATCH_MATMUL" ->
            has(1) && (!o.name().equals("TRANSPOSE_CONV") || has(2));
        default -> false;
      };
    }

    long multiplyAdds() {
      if (!multiplies() || outputs().isEmpty()) {
        return 0;
      }
      long kernel = FileFacts.elements(input(1));
      long out = FileFacts.elements(outputs().get(0));
      return switch (o.name()) {
        case "CONV_2D" -> out * (kernel / extent(input(1), 0));
        case "DEPTHWISE_CONV_2D" -> out * (kernel / extent(input(1), -1));
        case "TRANSPOSE_CONV" -> FileFacts.elements(input(2)) / extent(input(2), -1) * kernel;
        default -> out * extent(input(0), -1);
      };
    }

    /** At least 1, also of a tensor that has no such axis. */
    private static int extent(TfliteFile.TensorEntry t, int axis) {
      int rank = t.shape().rank();
      return rank == 0 ? 1 : Math.max(1, t.shape().dim(axis < 0 ? rank + axis : axis));
    }

    long weightBytes() {
      return inputs().stream().mapToLong(TfliteFile.TensorEntry::dataBytes).sum();
    }

    long activationBytes() {
      long read = inputs().stream().filter(t -> !t.isConstant()).mapToLong(FileFacts::bytes).sum();
      return read + outputs().stream().mapToLong(FileFacts::bytes).sum();
    }

    boolean isEdge() {
      return o.inputs().stream().anyMatch(file.main().inputs()::contains)
          || o.outputs().stream().anyMatch(file.main().outputs()::contains);
    }

    int foldableChannels() {
      if (!o.name().equals("CONV_2D") || outputs().isEmpty() || !has(0)) {
        return 0;
      }
      Shape in = input(0).shape();
      Shape out = outputs().get(0).shape();
      boolean foldable =
          out.rank() == 4
              && out.dim(1) * (long) out.dim(2) >= LARGE_PIXELS
              && in.dim(2) == out.dim(2)
              && out.dim(2) % 2 == 0;
      return foldable ? Math.max(0, out.dim(3)) : 0;
    }

    Arithmetic arithmetic() {
      boolean converts = o.name().equals("QUANTIZE") || o.name().equals("DEQUANTIZE");
      if (outputs().isEmpty() || !has(0) && !multiplies()) {
        return Arithmetic.OTHER;
      } else if (converts) {
        return input(0).isConstant() ? Arithmetic.OTHER : Arithmetic.CONVERSION;
      }
      TensorType out = outputs().get(0).type();
      if (multiplies() && isReal(out)) {
        return isReal(input(1).type()) ? Arithmetic.FLOAT : Arithmetic.HYBRID;
      } else if (isReal(out)) {
        return Arithmetic.FLOAT;
      }
      boolean codes = outputs().get(0).codes().isQuantized();
      if (codes && out == TensorType.INT16) {
        return Arithmetic.WIDE_INTEGER;
      }
      return codes ? Arithmetic.INTEGER : Arithmetic.OTHER;
    }

    private static boolean isReal(TensorType t) {
      return t == TensorType.FLOAT32 || t == TensorType.FLOAT16 || t == TensorType.FLOAT64;
    }
  }
}
