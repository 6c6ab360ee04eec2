package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.data.Samples;
import cortado.data.Shuffle;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.tensor.Npy;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.testing.Python;
import cortado.train.Loss;
import cortado.train.MaskHook;
import cortado.train.TrainingListener;
import cortado.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training takes the steps that Keras takes, to the last digits that float32 has. */
@Tag("slow")
class KerasTrainingTest {
  private static final int[] FILTERS = {4, 8};
  private static final int STEPS = 4;

  /** The same U-Net in tf_keras, trained on the same batches in the same order. */
  private static final String PROGRAM =
      """
      import os, sys
      os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
      os.environ["TF_USE_LEGACY_KERAS"] = "1"
      import numpy as np, tensorflow as tf, tf_keras as keras
      L = keras.layers
      folder, loss_id, batch, order = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
      order = [int(i) for i in order.split(",")]
      def block(x, name, n):
          for half in "ab":
              x = L.Conv2D(n, 3, padding="same", use_bias=False, name=name + half)(x)
              x = L.BatchNormalization(name=name + half + "_bn")(x)
              x = L.Activation("relu")(x)
          return x
      x = image = L.Input((16, 16, 1))
      x = skip = block(x, "down0", 4)
      x = block(L.MaxPooling2D()(x), "down1", 8)
      x = L.Conv2DTranspose(4, 2, strides=2, padding="same", name="up0")(x)
      x = block(L.Concatenate()([x, skip]), "merge0", 4)
      model = keras.Model(image, L.Conv2D(1, 1, activation="sigmoid", name="mask")(x))
      def file(v):
          return os.path.join(folder, v.name.split(":")[0].replace("/", ".") + ".npy")
      for v in model.variables:
          v.assign(np.load(file(v)))
      def focal_tversky(y, p, alpha=0.7, gamma=0.75, s=1.0):
          y = tf.reshape(y, [-1]); p = tf.reshape(p, [-1])
          tp = tf.reduce_sum(y * p); fn = tf.reduce_sum(y * (1 - p)); fp = tf.reduce_sum((1 - y) * p)
          return tf.pow(1 - (tp + s) / (tp + alpha * fn + (1 - alpha) * fp + s), gamma)
      loss = focal_tversky if loss_id == "focal-tversky" else keras.losses.BinaryCrossentropy()
      model.compile(keras.optimizers.Adam(1e-3), loss)
      x = np.load(os.path.join(folder, "inputs.npy")); y = np.load(os.path.join(folder, "targets.npy"))
      total = 0.0; steps = 0
      for i in range(0, len(order), batch):
          part = order[i:i + batch]
          total += float(model.train_on_batch(x[part], y[part], reset_metrics=True)); steps += 1
      for v in model.variables:
          np.save(file(v), v.numpy())
      print("mean loss", total / steps)
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"focal-tversky", "binary-crossentropy"})
  void weightsAndMovingStatisticsAreThoseOfKeras(String lossId) throws IOException {
    Path python = Python.with("tensorflow", "tf_keras");
    Loss loss =
        lossId.equals("focal-tversky") ? Loss.FocalTversky.DEFAULT : new Loss.BinaryCrossEntropy();
    Model model = TinyModels.unet(16, 3, FILTERS);
    // The last batch is smaller.
    Samples samples = Disks.of(STEPS * 4 - 1, 16, 1);
    TrainingPlan plan = new TrainingPlan(1, 4, 1e-3, loss, 7);
    var result =
        new TensorFlowTrainer().train(model, samples, plan, MaskHook.NONE, TrainingListener.SILENT);

    for (WeightId id : model.weights().ids()) {
      Npy.write(file(id), model.weights().get(id));
    }
    Npy.write(folder.resolve("inputs.npy"), samples.inputs().only());
    Npy.write(folder.resolve("targets.npy"), samples.targets().only());
    String order =
        Arrays.stream(new Shuffle(samples.count(), plan.seed()).next())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    String out = Python.run(python, PROGRAM, folder.toString(), lossId, "4", order);

    double theirs = Double.parseDouble(out.substring(out.lastIndexOf("mean loss") + 10).strip());
    assertThat(result.epochLosses().get(0)).isCloseTo(theirs, within(1e-5));
    for (WeightId id : model.weights().ids()) {
      Tensor before = model.weights().get(id);
      Tensor after = result.model().weights().get(id);
      Tensor keras = Npy.read(file(id));
      assertThat(after).as(id.toString()).isNotEqualTo(before);
      assertThat(Differences.largest(after, keras)).as(id.toString()).isLessThan(2e-6);
    }
  }

  private Path file(WeightId id) {
    return folder.resolve(id.layer() + "." + id.name() + ".npy");
  }
}
