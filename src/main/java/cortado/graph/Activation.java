package cortado.graph;

/** An activation function without parameters, by the name that Keras gives it in lower case. */
public enum Activation {
  LINEAR,
  RELU,
  SIGMOID,
  TANH,
  SOFTMAX
}
