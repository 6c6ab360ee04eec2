package cortado.tensorflow;

/** Names that TensorFlow accepts for ops. */
final class Names {
  private Names() {}

  /** The text with every character that TensorFlow refuses replaced by an underscore. */
  static String legal(Object name) {
    String s = name.toString().replace('/', '.').replaceAll("[^A-Za-z0-9_.-]", "_");
    return s.matches("[A-Za-z0-9.].*") ? s : "." + s;
  }
}
