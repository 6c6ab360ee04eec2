package cortado.graph;

/** An activation function without parameters, by the name that Keras 2 gives it in lower case. */
public enum Activation {
  LINEAR,
  RELU,
  SIGMOID,
  TANH,
  SOFTMAX,
  /** min(max(x, 0), 6). */
  RELU6,
  /** x above 0, exp(x) - 1 below (Clevert et al., 2016). */
  ELU,
  /** Self-normalizing (Klambauer et al., 2017). */
  SELU,
  /** x times the normal distribution function of x, not the approximation by tanh. */
  GELU,
  /** x times sigmoid(x). */
  SWISH,
  /** log(1 + exp(x)). */
  SOFTPLUS,
  /** x times tanh(softplus(x)). */
  MISH,
  EXPONENTIAL,
  /** 0.2 x + 0.5 within [0, 1], as Keras 2 has it; Keras 3 has another slope. */
  HARD_SIGMOID
}
