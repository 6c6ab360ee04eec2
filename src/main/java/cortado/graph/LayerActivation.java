package cortado.graph;

/** An activation with parameters, which Keras writes as a layer within another. */
public record LayerActivation(ElementwiseLayer layer) implements Activation {}
