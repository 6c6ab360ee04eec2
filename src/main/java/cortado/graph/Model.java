package cortado.graph;

/**
 * A network with its weights. Nothing about it changes: pruning or training returns another model.
 *
 * <p>That each weight has the shape that its layer asks for is checked when the model is lowered to
 * ops, where the shapes of the layers' inputs are known.
 */
public record Model(Graph graph, Weights weights) {

  public Model withWeights(Weights other) {
    return new Model(graph, other);
  }
}
