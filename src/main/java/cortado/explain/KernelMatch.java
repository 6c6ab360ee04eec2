package cortado.explain;

import cortado.tflite.OperatorProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the operator that each kernel of a delegate ran for. XNNPACK tells its kernels in the order
 * of the operators, but fuses some operators into one kernel and needs two for others, and its
 * names are others than the schema's.
 */
final class KernelMatch {
  private static final Set<String> LINEAR =
      Set.of("CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "FULLY_CONNECTED", "BATCH_MATMUL");
  private static final Set<String> CONVERSIONS = Set.of("QUANTIZE", "DEQUANTIZE");
  private static final Set<String> MOVING =
      Set.of(
          "CONCATENATION",
          "RESHAPE",
          "SLICE",
          "STRIDED_SLICE",
          "SPLIT",
          "SQUEEZE",
          "EXPAND_DIMS",
          "PACK",
          "UNPACK");

  private static final Map<String, Set<String>> BY_KERNEL = new HashMap<>();

  static {
    for (String linear :
        List.of("convolution", "fullyconnected", "batchmatrixmultiply", "dwconv", "depthwise")) {
      BY_KERNEL.put(linear, LINEAR);
    }
    BY_KERNEL.put("deconvolution", Set.of("TRANSPOSE_CONV"));
    BY_KERNEL.put("dynamicfullyconnected", LINEAR);
    BY_KERNEL.put("convert", CONVERSIONS);
    BY_KERNEL.put("copy", MOVING);
    BY_KERNEL.put("staticreshape", Set.of("RESHAPE", "SQUEEZE", "EXPAND_DIMS"));
    BY_KERNEL.put("sigmoid", Set.of("LOGISTIC"));
    BY_KERNEL.put("multiply", Set.of("MUL"));
    BY_KERNEL.put("subtract", Set.of("SUB"));
    BY_KERNEL.put("divide", Set.of("DIV"));
    BY_KERNEL.put("maxpooling", Set.of("MAX_POOL_2D"));
    BY_KERNEL.put("averagepooling", Set.of("AVERAGE_POOL_2D"));
    BY_KERNEL.put("globalaveragepooling", Set.of("MEAN", "AVERAGE_POOL_2D"));
    BY_KERNEL.put("constantpad", Set.of("PAD", "PADV2"));
    BY_KERNEL.put("clamp", Set.of("RELU", "RELU6", "RELU_N1_TO_1", "MINIMUM", "MAXIMUM"));
  }

  private KernelMatch() {}

  /**
   * For each kernel of a part the position of its operator among those of the part.
   *
   * @param operators their names in the schema, in order
   */
  static List<Integer> of(List<String> operators, List<OperatorProfile.Kernel> kernels) {
    List<Integer> found = new ArrayList<>();
    int from = 0;
    int last = 0;
    for (OperatorProfile.Kernel kernel : kernels) {
      int at = next(operators, from, kernel.name());
      if (at < 0) {
        found.add(last);
        continue;
      }
      found.add(at);
      last = at;
      // An activation is quantized for the operator that follows, which has its kernel yet to come.
      from = isForNext(kernel.name()) ? at : at + 1;
    }
    return found;
  }

  private static int next(List<String> operators, int from, String kernel) {
    for (int i = from; i < operators.size(); i++) {
      if (fits(operators.get(i), kernel)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isForNext(String kernel) {
    return kernel.startsWith("Convert") && kernel.contains("QD8");
  }

  private static boolean fits(String operator, String kernel) {
    if (isForNext(kernel)) {
      return LINEAR.contains(operator);
    }
    String word = plain(kernel.substring(0, (kernel + " (").indexOf(" (")));
    Set<String> known = BY_KERNEL.get(word);
    if (known != null) {
      return known.contains(operator);
    }
    if (plain(operator).startsWith(word) || word.startsWith(plain(operator))) {
      return true;
    }
    // A name that is not known here: not one of those whose kernels are.
    return !LINEAR.contains(operator)
        && !CONVERSIONS.contains(operator)
        && BY_KERNEL.values().stream().noneMatch(s -> s.contains(operator));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
