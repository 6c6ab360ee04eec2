package cortado.graph;

/** Products of two inputs, each sample of one with that of the other. */
public sealed interface ProductLayer extends Layer {

  /**
   * Sums of products along an axis of each input. The output has the other axes of the first, then
   * those of the second; an axis of extent 1 if there are none.
   *
   * @param firstAxis of the first input; a negative one counts from the last
   * @param secondAxis of the second input
   * @param normalize whether both are made of length 1 along these axes before
   */
  record Dot(String name, int firstAxis, int secondAxis, boolean normalize)
      implements ProductLayer {}
}
