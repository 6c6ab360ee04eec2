package cortado.graph;

/** An activation function with the parameters that Keras gives it by default. */
public enum NamedActivation implements Activation {
  LINEAR,
  RELU,
  SIGMOID,
  TANH,
  /** Over the last axis. */
  SOFTMAX,
  /** min(max(x, 0), 6). */
  RELU6,
  /** x above 0, 0.2 x below. */
  LEAKY_RELU,
  /** x above 0, exp(x) - 1 below (Clevert et al., 2016). */
  ELU,
  /** Self-normalizing (Klambauer et al., 2017). */
  SELU,
  /** x times the normal distribution function of x (Hendrycks and Gimpel, 2016). */
  GELU,
  /** The approximation of {@link #GELU} by tanh. */
  GELU_TANH,
  /** x times sigmoid(x). */
  SWISH,
  /** log(1 + exp(x)). */
  SOFTPLUS,
  /** x / (1 + |x|). */
  SOFTSIGN,
  /** x times tanh(softplus(x)). */
  MISH,
  EXPONENTIAL,
  /** 0.2 x + 0.5 within [0, 1], as Keras 1 and 2 have it. */
  HARD_SIGMOID_FIFTH,
  /** x / 6 + 0.5 within [0, 1], as Keras 3 has it. */
  HARD_SIGMOID_SIXTH,
  /** x times {@link #HARD_SIGMOID_SIXTH} (Howard et al., 2019). */
  HARD_SWISH,
  /** x within [-1, 1]. */
  HARD_TANH,
  /** log(sigmoid(x)). */
  LOG_SIGMOID,
  /** x - tanh(x). */
  TANH_SHRINK,
  /** (x + sqrt(x² + 4)) / 2. */
  SQUAREPLUS,
  /** The first half of the last axis times the sigmoid of the second (Dauphin et al., 2017). */
  GLU,
  /** log(softmax(x)) over the last axis. */
  LOG_SOFTMAX,
  /** x nearer to 0 by 0.5, and 0 where it is as near. */
  SOFT_SHRINK,
  /** x, but 0 within [-0.5, 0.5]. */
  HARD_SHRINK,
  /** 0 up to -1, x from 1, between them (x + 1)² / 4. */
  SPARSE_PLUS,
  /** (x + 1) / 2 within [0, 1]. */
  SPARSE_SIGMOID
}
