package cortado.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.ElementwiseLayer.ScaledSum;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.NamedActivation;
import cortado.graph.NoiseLayer.SharedDropout;
import cortado.graph.NormalizationLayer.LayerScale;
import cortado.graph.NormalizationLayer.Rescaling;
import cortado.tensor.Npy;
import cortado.tensor.Tensor;
import cortado.tensorflow.Inference;
import cortado.testing.Python;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of classes that are not of Keras, as real Keras writes them. */
@Tag("slow")
class CustomLayersTest {
  private static final String WRITE =
      """
      import os, sys
      os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
      import numpy as np, tf_keras, keras
      def save(K, convnext, ending):
          class Triple(K.layers.Layer):
              def __init__(self, factor=3.0, **kw):
                  super().__init__(**kw); self.factor = factor
              def call(self, x): return x * self.factor
              def get_config(self): return {**super().get_config(), "factor": self.factor}
          class Swish(K.layers.Layer):
              def call(self, x): return K.activations.swish(x)
          x = y = K.layers.Input((4, 5, 6))
          y = convnext.LayerScale(0.5, 6, name="gamma")(y)
          y = convnext.StochasticDepth(0.2, name="depth")(y)
          y = Swish(name="swish")(y)
          y = Triple(2.5, name="triple")(y)
          m = K.Model(x, y)
          m.get_layer("gamma").set_weights([np.arange(6) / 5.0])
          stem = os.path.join(sys.argv[1], K.__name__)
          m.save(stem + ending)
          data = np.random.default_rng(1).normal(size=(2, 4, 5, 6)).astype("f")
          np.save(stem + ".input.npy", data)
          np.save(stem + ".output.npy", np.asarray(m(data, training=False)))
      import tf_keras.src.applications.convnext as second
      import keras.src.applications.convnext as third
      save(tf_keras, second, ".h5")
      save(keras, third, ".keras")
      from keras.src.applications.inception_resnet_v2 import CustomScaleLayer
      x = keras.Input((4, 5, 6))
      keras.Model(x, CustomScaleLayer(0.17, name="sum")([x, x])).save(sys.argv[1] + "/sum.keras")
      """;

  @TempDir Path folder;

  @Test
  void areReadToLayersThatComputeTheSame() {
    Python.run(Python.with("tf_keras", "keras", "h5py"), WRITE, folder.toString());
    CustomLayers mine =
        CustomLayers.KNOWN.with(
            "Triple", c -> new Rescaling(c.name(), List.of(c.number("factor", 3)), List.of(0f)));
    for (String stem : List.of("tf_keras.h5", "keras.keras")) {
      Path file = folder.resolve(stem);
      assertThatThrownBy(() -> KerasReader.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'triple' of class")
          .hasMessageContaining("session().register(");

      Model model = KerasReader.read(file, mine);

      assertThat(model.graph().layers())
          .contains(
              new LayerScale("gamma", 0.5f, 6),
              new SharedDropout("depth", 0.2f, List.of(false, true, true, true)),
              new Layer.ActivationLayer("swish", Activation.SWISH),
              new Rescaling("triple", List.of(2.5f), List.of(0f)));
      String name = stem.substring(0, stem.indexOf('.'));
      Tensor expected = Npy.read(folder.resolve(name + ".output.npy"));
      Tensor actual = Inference.of(model, Npy.read(folder.resolve(name + ".input.npy")), folder);
      for (int i = 0; i < expected.floats().length; i++) {
        assertThat(Math.abs(actual.floats()[i] - expected.floats()[i])).isLessThan(1e-5f);
      }
    }
    assertThat(KerasReader.read(folder.resolve("sum.keras")).graph().layers())
        .contains(new ScaledSum("sum", 0.17f));
  }

  @Test
  void classesOfKerasKeepTheirMeaning() {
    assertThatThrownBy(
            () ->
                CustomLayers.KNOWN.with(
                    "Dense", c -> new Layer.ActivationLayer(c.name(), NamedActivation.RELU)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Dense is one of Keras");
  }
}
