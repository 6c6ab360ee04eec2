package cortado.keras;

import cortado.UserError;
import cortado.graph.ConvolutionLayer.Conv1D;
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

  static Weights read(Hdf5File h5, String root, FileGraph file) {
    Map<String, Layer> layers = new HashMap<>();
    file.graph().layers().forEach(l -> layers.put(l.name(), l));
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
        boolean first = file.channelsFirst().contains(name);
        weights.put(new WeightId(name, names.get(i)), i == 0 ? kernel(layer, first, t) : t);
      }
    }
    return Weights.of(weights);
  }

  /** A first weight in the layout of Keras 2. */
  private static Tensor kernel(Layer layer, boolean channelsFirst, Tensor t) {
    if (layer instanceof Conv1D && t.shape().rank() == 4 && t.shape().dim(1) == 1) {
      return t.reshape(Shape.of(t.shape().dim(0), t.shape().dim(2), t.shape().dim(3)));
    } else if (layer instanceof Layer.Conv2DTranspose && t.shape().rank() == 4) {
      return channelsFirst ? permuted(t, 2, 3, 0, 1) : permuted(t, 0, 1, 3, 2);
    } else if (layer instanceof Layer.Conv2D && channelsFirst && t.shape().rank() == 4) {
      return permuted(t, 2, 3, 1, 0); // OIHW
    }
    return t;
  }

  /** Four axes in another order. */
  private static Tensor permuted(Tensor t, int... axes) {
    int[] from = t.shape().dims();
    int[] steps = new int[4];
    int step = 1;
    for (int i = 3; i >= 0; i--) {
      steps[i] = step;
      step *= from[i];
    }
    Shape to = Shape.of(from[axes[0]], from[axes[1]], from[axes[2]], from[axes[3]]);
    float[] given = t.floats();
    float[] values = new float[given.length];
    for (int i = 0; i < values.length; i++) {
      int left = i;
      int at = 0;
      for (int axis = 3; axis >= 0; axis--) {
        at += left % to.dim(axis) * steps[axes[axis]];
        left /= to.dim(axis);
      }
      values[i] = given[at];
    }
    return Tensor.of(to, values);
  }
}
