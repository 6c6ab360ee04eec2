package cortado.graph;

import cortado.tensor.Shape;

/** A weight that a layer has: its name within the layer, its shape and its role. */
public record WeightSpec(String name, Shape shape, Role role) {

  /** What a weight is for, which decides what training and pruning may do with it. */
  public enum Role {
    /** Multiplies the inputs of a convolution or a dense layer; the only role that is pruned. */
    KERNEL,
    /** Added to the outputs. */
    BIAS,
    /** Trained factor or offset of a normalization, or slope of an activation. */
    NORMALIZATION,
    /** Moving statistic: follows the data in training, has no gradient. */
    STATISTIC;

    public boolean trainable() {
      return this != STATISTIC;
    }
  }
}
