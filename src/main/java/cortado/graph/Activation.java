package cortado.graph;

/** An activation function without weights: one that Keras has a name for, or a layer of its own. */
public sealed interface Activation permits NamedActivation, LayerActivation {
  Activation LINEAR = NamedActivation.LINEAR;
  Activation RELU = NamedActivation.RELU;
  Activation SIGMOID = NamedActivation.SIGMOID;
  Activation TANH = NamedActivation.TANH;
  Activation SOFTMAX = NamedActivation.SOFTMAX;
  Activation SWISH = NamedActivation.SWISH;
}
