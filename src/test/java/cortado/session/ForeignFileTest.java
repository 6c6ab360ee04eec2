package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.ImageFolder;
import cortado.data.NamedFile;
import cortado.data.NpyArrays;
import cortado.data.TestSplit;
import cortado.graph.UNet;
import cortado.prune.Sparsity;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import cortado.workspace.Measured;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.TableRow;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TFLite files that others made are variants, which are measured and run in another process. */
class ForeignFileTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;
  private Session session;

  @BeforeEach
  void open() {
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private static Path converter(String kind) {
    return Fixtures.file("converter/unet-isbi-" + kind + ".tflite");
  }

  /** A file as another program could have made it. */
  private Path foreign() {
    session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 3, Optional.empty());
    session.data(TinyData.of(16));
    session.quantize(QuantizeRequest.of("int8").as("q"), SILENT);
    return session.export(session.variant("q"), dir.resolve("other.tflite"));
  }

  @Test
  void itIsMeasuredPredictedExportedAndKept() throws IOException {
    Path file = foreign();
    Variant other = session.load(file, Optional.empty());
    assertThat(other.isForeign()).isTrue();
    assertThat(other.recipe().text()).isEqualTo("load other.tflite");
    assertThat(other.parameters()).isPositive();

    Tensor input = TinyData.of(16).test().inputs().only();
    assertThat(session.predict(other, input, RuntimeId.TFLITE))
        .isEqualTo(session.predict(session.variant("q"), input, RuntimeId.TFLITE));

    var quick = MeasureOptions.DEFAULT.withRuns(1, 3);
    List<Measured> measured = session.measure(List.of(other, session.variant("q")), quick, SILENT);
    assertThat(measured).extracting(m -> m.row().status()).containsExactly("ok", "ok");
    assertThat(measured.get(0).row().loss()).isEqualTo(measured.get(1).row().loss());
    assertThat(measured.get(0).row().rssBytes()).isPresent();

    Files.delete(file);
    session.close();
    open();
    Variant kept = session.variant("other");
    assertThat(session.export(kept, dir.resolve("copy.tflite"))).exists();
    assertThat(kept.tflite().orElseThrow().inputs()).hasSize(1);
    assertThat(session.history(Optional.of("other"))).containsExactly(kept);
  }

  @Test
  void whatNeedsLayersIsRefusedWithTheWayOut() {
    Variant other = session.load(foreign(), Optional.of("other"));
    String way = "%load the Keras model";
    refused(() -> session.train(TrainRequest.of(1).from("other"), SILENT), way);
    refused(
        () -> session.prune(PruneRequest.of(List.of(new Sparsity(0.5))).from("other"), SILENT),
        way);
    refused(() -> session.quantize(QuantizeRequest.of("float16").from("other"), SILENT), way);
    refused(other::model, way);
    refused(() -> session.export(other, dir.resolve("x.h5")), ".tflite");
    refused(() -> session.export(other, dir.resolve("x")), ".tflite");
    Tensor input = TinyData.of(16).test().inputs().only();
    refused(() -> session.predict(other, input, RuntimeId.TENSORFLOW), "tflite");
    refused(
        () ->
            session.measure(
                List.of(other), MeasureOptions.DEFAULT.on(RuntimeId.TENSORFLOW), SILENT),
        "is a TFLite file");
  }

  private static void refused(ThrowingCallable call, String says) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContaining(says);
  }

  @Test
  void aFileThatTheRuntimeDoesNotRunIsOneLineAndTheSessionGoesOn() throws IOException {
    byte[] bytes = Files.readAllBytes(foreign());
    // The version of the first operator, which no runtime has.
    Variant v = null;
    for (int at = bytes.length - 4; at > 8 && v == null; at -= 4) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x40;
      Path file = Files.write(dir.resolve("changed.tflite"), changed);
      try {
        v = session.load(file, Optional.of("changed" + at));
      } catch (UserError e) {
        continue;
      }
      if (v.tflite().orElseThrow().main().operators().stream().noneMatch(o -> o.version() > 60)) {
        v = null;
      }
    }
    assertThat(v).isNotNull();
    Variant broken = v;
    Tensor input = TinyData.of(16).test().inputs().only();
    assertThatThrownBy(() -> session.predict(broken, input, RuntimeId.TFLITE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("operators that the runtime does not know")
        .message()
        .doesNotContain("\n");
    Measured measured =
        session.measure(List.of(broken), MeasureOptions.DEFAULT.withRuns(0, 1), SILENT).get(0);
    assertThat(measured.row().status()).startsWith("failed while opening the model");
  }

  @Test
  void aDamagedFileIsNotTaken() throws IOException {
    byte[] bytes = Files.readAllBytes(foreign());
    Path half = Files.write(dir.resolve("half.tflite"), java.util.Arrays.copyOf(bytes, 1000));
    int before = session.variants().size();
    refused(() -> session.load(half, Optional.empty()), "half.tflite");
    refused(() -> session.load(dir.resolve("none.tflite"), Optional.empty()), "none.tflite");
    assertThat(session.variants()).hasSize(before);
  }

  @Test
  @Tag("slow")
  void filesOfTensorFlowsConverterHaveTheLossThatTheOfficialRuntimeFinds() {
    session.data(ImageFolder.at(Fixtures.isbi()).tile(128).test(TestSplit.parse("24:29")).load());
    Map<String, Double> losses = Map.of("f32", 0.1008, "f16", 0.1008, "int8", 0.1033);
    losses.forEach(
        (kind, loss) -> {
          Variant v = session.load(converter(kind), Optional.of(kind));
          var options = MeasureOptions.DEFAULT.withRuns(2, 10);
          TableRow row = session.measure(List.of(v), options, SILENT).get(0).row();
          assertThat(row.status()).isEqualTo("ok");
          assertThat(row.loss().orElseThrow()).as(kind).isCloseTo(loss, within(0.00011));
          assertThat(row.dice().orElseThrow()).as(kind).isCloseTo(0.9488, within(0.00011));
        });
    float[] keras = Npy.read(Fixtures.file("unet-isbi.output.npy")).floats();
    Tensor input = Npy.read(Fixtures.file("unet-isbi.input.npy"));
    assertThat(session.predict(session.variant("f32"), input, RuntimeId.TFLITE).floats())
        .containsExactly(keras, within(1e-4f));
  }

  private static final String CONVERT =
      """
      import sys, numpy, tensorflow as tf
      from ai_edge_litert.interpreter import Interpreter
      folder = sys.argv[1]
      tf.keras.utils.set_random_seed(3)
      left = tf.keras.Input((6, 6, 2), batch_size=3, name="left")
      right = tf.keras.Input((4,), batch_size=3, name="right")
      x = tf.keras.layers.Conv2D(4, 3, activation="relu")(left)
      x = tf.keras.layers.Concatenate()([tf.keras.layers.Flatten()(x), right])
      y = tf.keras.layers.Dense(3, activation="softmax", name="kind")(x)
      z = tf.keras.layers.Dense(1, name="size")(x)
      model = tf.keras.Model([left, right], [y, z])
      rng = numpy.random.default_rng(1)
      def some(n): return [rng.random((n, 6, 6, 2), numpy.float32), rng.random((n, 4), numpy.float32)]
      def representative():
          for _ in range(20): yield some(3)
      data = some(7)
      numpy.save(folder + "/left.npy", data[0]); numpy.save(folder + "/right.npy", data[1])
      Optimize = tf.lite.Optimize.DEFAULT
      def convert(name, kind, ops):
          c = tf.lite.TFLiteConverter.from_keras_model(model)
          c.optimizations = [Optimize]; c.representative_dataset = representative
          c.target_spec.supported_ops = [ops]
          c.inference_input_type = kind; c.inference_output_type = kind
          file = folder + "/" + name + ".tflite"
          open(file, "wb").write(c.convert())
          i = Interpreter(file); i.allocate_tensors(); s = i.get_signature_runner()
          ins = s.get_input_details(); outs = s.get_output_details()
          parts = {k: [] for k in outs}
          for at in range(0, 7, 3):
              feed = {}
              for k, whole in zip(["left", "right"], data):
                  v = whole[at:at + 3]; v = numpy.concatenate([v, v[-1:], v[-1:]])[:3]
                  scale, zero = ins[k]["quantization"]; info = numpy.iinfo(kind.as_numpy_dtype)
                  feed[k] = numpy.clip(numpy.round(v / scale) + zero, info.min, info.max).astype(kind.as_numpy_dtype)
              for k, v in s(**feed).items():
                  scale, zero = outs[k]["quantization"]
                  parts[k].append((v.astype(numpy.float32) - zero) * numpy.float32(scale))
          for k in outs: numpy.save(folder + "/" + name + "." + k + ".npy", numpy.concatenate(parts[k])[:7])
      convert("bytes", tf.uint8, tf.lite.OpsSet.TFLITE_BUILTINS_INT8)
      convert("shorts", tf.int16, tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8)
      """;

  @Test
  @Tag("slow")
  void integerEdgesSeveralInputsAndAFixedBatchAreThoseOfTheOfficialRuntime() {
    Path python = Python.with("tensorflow", "ai_edge_litert");
    Python.run(python, CONVERT, dir.toString());
    NamedTensors inputs =
        NpyArrays.read(
            List.of(
                new NamedFile("right", dir.resolve("right.npy")),
                new NamedFile("left", dir.resolve("left.npy"))));
    for (String name : List.of("bytes", "shorts")) {
      Variant v = session.load(dir.resolve(name + ".tflite"), Optional.empty());
      assertThat(v.signature().inputNames()).containsExactlyInAnyOrder("left", "right");
      NamedTensors out = session.predict(v, inputs, RuntimeId.TFLITE);
      assertThat(out.size()).isEqualTo(2);
      for (String output : out.names()) {
        Tensor official = Npy.read(dir.resolve(name + "." + output + ".npy"));
        assertThat(out.get(output).shape()).as(name + output).isEqualTo(official.shape());
        assertThat(out.get(output).floats())
            .as(name + " " + output)
            .containsExactly(official.floats(), within(0.009f));
      }
      assertThat(
              session
                  .measure(List.of(v), MeasureOptions.DEFAULT.withRuns(1, 2), SILENT)
                  .get(0)
                  .row()
                  .status())
          .isEqualTo("ok");
    }
  }
}
