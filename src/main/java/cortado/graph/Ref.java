package cortado.graph;

/**
 * An output of one call of a layer.
 *
 * @param layer the layer's name
 * @param call which call of a layer that is used several times, from 0 in the order of the file
 * @param output which of its outputs, from 0; few layers have several
 */
public record Ref(String layer, int call, int output) {
  public Ref(String layer, int call) {
    this(layer, call, 0);
  }

  public static Ref of(String layer) {
    return new Ref(layer, 0);
  }

  @Override
  public String toString() {
    return layer + (call == 0 ? "" : ":" + call) + (output == 0 ? "" : "." + output);
  }
}
