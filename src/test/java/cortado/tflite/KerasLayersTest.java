package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.keras.KerasWriter;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.Calibration;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tensorflow.SavedModel;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each layer alone, as real Keras writes and computes it. */
@Tag("slow")
class KerasLayersTest {
  private static final String WRITE =
      """
      import os, sys
      os.environ.update(TF_USE_LEGACY_KERAS='1', TF_CPP_MIN_LOG_LEVEL='3')
      import numpy as np, tf_keras
      from tf_keras import layers as L
      rng = np.random.default_rng(3)
      image, signal, vector = (8, 10, 6), (20, 6), (7,)
      one = {
        'conv1d': (signal, L.Conv1D(4, 3, strides=2, padding='same', activation='elu')),
        'conv1d dilated': (signal, L.Conv1D(4, 3, dilation_rate=2, use_bias=False)),
        'conv1d groups': (signal, L.Conv1D(4, 3, groups=2)),
        'depthwise': (image, L.DepthwiseConv2D(3, activation='relu6', depth_multiplier=2)),
        'depthwise strided': (image, L.DepthwiseConv2D((3, 2), strides=2, padding='same')),
        'depthwise dilated': (image, L.DepthwiseConv2D(3, dilation_rate=2, padding='same')),
        'separable': (image, L.SeparableConv2D(5, 3, depth_multiplier=2, activation='swish')),
        'separable strided': (image, L.SeparableConv2D(5, 3, strides=2, use_bias=False)),
        'permute': (image, L.Permute((3, 1, 2))),
        'permute signal': (signal, L.Permute((2, 1))),
        'reshape': (image, L.Reshape((5, -1, 3))),
        'reshape to vector': (signal, L.Reshape((120,))),
        'flatten': (signal, L.Flatten()),
        'flatten vector': (vector, L.Flatten()),
        'repeat': (vector, L.RepeatVector(4)),
        'dense of signals': (signal, L.Dense(5)),
        'dense of volumes': ((2, 3, 4, 5), L.Dense(3, activation='relu')),
        'upsampling 1d': (signal, L.UpSampling1D(3)),
        'padding 1d': (signal, L.ZeroPadding1D((2, 1))),
        'cropping 1d': (signal, L.Cropping1D((0, 3))),
        'upsampling': (image, L.UpSampling2D((2, 3))),
        'upsampling bilinear': (image, L.UpSampling2D((3, 2), interpolation='bilinear')),
        'padding': (image, L.ZeroPadding2D(((0, 1), (2, 3)))),
        'padding of pairs': (image, L.ZeroPadding2D((1, 2))),
        'cropping': (image, L.Cropping2D(((1, 0), (2, 3)))),
        'cropping of one': (image, L.Cropping2D(1)),
        'relu': (image, L.ReLU()),
        'relu bounded': (image, L.ReLU(max_value=1.5)),
        'relu sloped': (image, L.ReLU(max_value=2, negative_slope=0.1)),
        'relu leaky': (image, L.ReLU(negative_slope=0.2)),
        'leaky': (vector, L.LeakyReLU(0.1)),
        'elu': (image, L.ELU()),
        'elu sloped': (vector, L.ELU(0.7)),
        'average pooling': (image, L.AveragePooling2D(3, strides=2, padding='same')),
        'max pooling 1d': (signal, L.MaxPooling1D(3, strides=2, padding='same')),
        'average pooling 1d': (signal, L.AveragePooling1D(2)),
      }
      free = (None, None, 6)
      one.update({
        'free depthwise dilated': (free, L.DepthwiseConv2D(3, dilation_rate=2, padding='same')),
        'free upsampling': (free, L.UpSampling2D((2, 3), interpolation='bilinear')),
        'free cropping': (free, L.Cropping2D(((1, 0), (0, 3)))),
        'free reshape': (free, L.Reshape((-1, 3))),
        'free permute': (free, L.Permute((2, 1, 3))),
        'free flatten': (free, L.Flatten()),
        'free upsampling 1d': ((None, 6), L.UpSampling1D(2)),
        'free padding 1d': ((None, 6), L.ZeroPadding1D(2)),
        'free conv1d': ((None, 6), L.Conv1D(4, 3, activation='relu')),
        'free pooling': (free, L.GlobalMaxPooling2D()),
      })
      for n in (1, 2):
        for kind in ('Max', 'Average'):
          for keep in (False, True):
            layer = getattr(L, f'Global{kind}Pooling{n}D')(keepdims=keep)
            one[f'global {kind} {n} {keep}'] = ((signal, image)[n - 1], layer)
      for f in sys.argv[2].split(', '):
        one['activation ' + f] = (image, L.Activation(f))
        one['dense ' + f] = (vector, L.Dense(5, activation=f))
      models = {}
      for name, (shape, layer) in one.items():
        x = L.Input(shape)
        models[name] = tf_keras.Model(x, layer(x))
      for kind in ('Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum'):
        x = L.Input(image)
        y = L.Conv2D(6, 1)(x)
        few = [x, y] if kind == 'Subtract' else [x, y, L.Conv2D(6, 3, padding='same')(x)]
        models[kind] = tf_keras.Model(x, getattr(L, kind)()(few))
      x = L.Input(image)
      scale = L.GlobalAveragePooling2D(keepdims=True)(x)
      models['channels'] = tf_keras.Model(x, L.Multiply()([x, L.Conv2D(6, 1)(scale)]))
      for i, (name, m) in enumerate(models.items()):
        for w in m.weights: w.assign(rng.normal(0, 0.5, w.shape))
        x = rng.normal(0, 2, (2,) + tuple(d or 9 for d in m.input_shape[1:])).astype('f')
        stem = os.path.join(sys.argv[1], name)
        m.save(stem + '.h5')
        np.save(stem + '.input.npy', x)
        np.save(stem + '.output.npy', m.predict(x, verbose=0))
      """;

  private static final String COMPARE =
      """
      import os, sys, glob
      os.environ.update(TF_USE_LEGACY_KERAS='1', TF_CPP_MIN_LOG_LEVEL='3')
      import numpy as np, tf_keras
      for path in glob.glob(os.path.join(sys.argv[1], '*.written.h5')):
        stem = path.replace('.written.h5', '')
        y = tf_keras.models.load_model(path, compile=False)(np.load(stem + '.input.npy'))
        np.testing.assert_allclose(y, np.load(stem + '.output.npy'), rtol=1e-4, atol=1e-5, err_msg=path)
      """;

  @TempDir Path dir;

  @Test
  void computeAndAreWrittenAsKerasDoes() throws IOException {
    Path python = Python.with("tf_keras", "h5py");
    String activations =
        "linear, relu, sigmoid, tanh, softmax, elu, selu, gelu, swish, softplus, mish, "
            + "exponential, hard_sigmoid";
    Python.run(python, WRITE, dir.toString(), activations);
    List<String> names;
    try (Stream<Path> files = Files.list(dir)) {
      names =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".h5"))
              .map(f -> f.replace(".h5", ""))
              .sorted()
              .toList();
    }
    assertThat(names).hasSizeGreaterThan(60);
    for (String name : names) {
      Model model = KerasReader.read(dir.resolve(name + ".h5"));
      Path written = dir.resolve(name + ".written.h5");
      KerasWriter.write(model, written);
      assertThat(KerasReader.read(written)).as(name).isEqualTo(model);
      compare(name + " on TensorFlow", name, tensorFlow(model), 1e-5);
      if (!name.startsWith("free")) {
        compare(name + " on TFLite", name, tflite(model, "float32", name), 1e-4);
        compare(name + " in int8", name, tflite(model, "int8", name), 0.05);
      }
    }
    Python.run(python, COMPARE, dir.toString());
  }

  private void compare(String what, String name, Predictor runtime, double most) {
    try (runtime) {
      Tensor expected = Npy.read(dir.resolve(name + ".output.npy"));
      Tensor actual = runtime.predict(Npy.read(dir.resolve(name + ".input.npy")));
      assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
      float largest = 0;
      for (float v : expected.floats()) {
        largest = Math.max(largest, Math.abs(v));
      }
      assertThat(Signals.maxDifference(expected, actual)).as(what).isLessThan(most * largest);
    }
  }

  private Predictor tensorFlow(Model model) {
    SavedModel.write(model, dir.resolve("saved"));
    return TensorFlowPredictor.open(dir.resolve("saved"), 1);
  }

  private Predictor tflite(Model model, String scheme, String name) {
    Program p = Rewrites.forInference(Lowering.lower(model));
    Calibration calibration = Calibrator.calibrate(p, Npy.read(dir.resolve(name + ".input.npy")));
    Path file = dir.resolve("model.tflite");
    TfliteWriter.write(p, QuantizationPlan.of(Scheme.of(scheme), p, calibration), file);
    return TflitePredictor.open(file, 1);
  }
}
