package cortado.graph;

/**
 * The output of one call of a layer.
 *
 * @param layer the layer's name
 * @param call which call of a layer that is used several times, from 0 in the order of the file
 */
public record Ref(String layer, int call) {
  public static Ref of(String layer) {
    return new Ref(layer, 0);
  }

  @Override
  public String toString() {
    return call == 0 ? layer : layer + ":" + call;
  }
}
