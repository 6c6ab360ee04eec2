package cortado.explain;

import java.util.Map;
import java.util.regex.Pattern;

/** What the user calls the layer that a tensor belongs to. */
final class LayerName {
  /** What the writer of a file appends to a value that exists in a second form. */
  private static final Pattern FORM = Pattern.compile("/(int8|float32)(/\\d+)?$");

  private static final int LONGEST = 48;

  private LayerName() {}

  /**
   * @param layers by the names of tensors, where they are known
   */
  static String of(String tensor, Map<String, String> layers) {
    String plain = FORM.matcher(tensor).replaceFirst("");
    String layer = layers.getOrDefault(tensor, layers.get(plain));
    // A step that takes several operators names the values between them after its own.
    for (int end = plain.lastIndexOf('/'); layer == null && end > 0; ) {
      layer = layers.get(plain.substring(0, end));
      end = plain.lastIndexOf('/', end - 1);
    }
    return layer == null ? shortened(plain) : layer;
  }

  /** The first of the names that converters join of all that they fused. */
  static String first(String tensor) {
    return tensor.substring(0, (tensor + ";").indexOf(';'));
  }

  private static String shortened(String tensor) {
    String first = first(tensor);
    return first.length() <= LONGEST ? first : first.substring(0, LONGEST - 1) + "…";
  }
}
