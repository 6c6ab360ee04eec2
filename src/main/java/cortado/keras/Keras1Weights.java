package cortado.keras;

import cortado.UserError;
import cortado.graph.ConvolutionLayer.Conv1D;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.keras.hdf5.Hdf5File;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the weights of a file of Keras 1, whose names ({@code convolution2d_1_W}) differ from those
 * of today: their order tells which is which.
 */
final class Keras1Weights {
  private Keras1Weights() {}

  static Weights read(Hdf5File h5, String root, Graph graph) {
    Map<String, Layer> layers = new HashMap<>();
    graph.layers().forEach(l -> layers.put(l.name(), l));
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    for (String name : NameLists.read(h5, root, "layer_names")) {
      List<String> paths = NameLists.read(h5, root + "/" + name, "weight_names");
      Layer layer = layers.get(name);
      List<String> names = layer == null ? List.of() : WeightNames.of(layer);
      if (paths.size() != names.size()) {
        throw UserError.because("The weights of the layer '" + name + "' are not those it takes")
            .received(paths)
            .allowed(names);
      }
      for (int i = 0; i < names.size(); i++) {
        Tensor t = h5.tensor(root + "/" + name + "/" + paths.get(i));
        weights.put(new WeightId(name, names.get(i)), i == 0 ? kernel(layer, t) : t);
      }
    }
    return Weights.of(weights);
  }

  /** A first weight in the layout of Keras 2. */
  private static Tensor kernel(Layer layer, Tensor t) {
    if (layer instanceof Conv1D && t.shape().rank() == 4 && t.shape().dim(1) == 1) {
      return t.reshape(Shape.of(t.shape().dim(0), t.shape().dim(2), t.shape().dim(3)));
    } else if (layer instanceof Layer.Conv2DTranspose && t.shape().rank() == 4) {
      return swapped(t);
    }
    return t;
  }

  /** HWIO as HWOI. */
  private static Tensor swapped(Tensor t) {
    int in = t.shape().dim(2);
    int out = t.shape().dim(3);
    float[] from = t.floats();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int matrix = i / (in * out) * (in * out);
      int row = i / out % in;
      to[matrix + i % out * in + row] = from[i];
    }
    return Tensor.of(Shape.of(t.shape().dim(0), t.shape().dim(1), out, in), to);
  }
}
