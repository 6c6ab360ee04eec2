package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.explain.LayerError;
import cortado.graph.Activation;
import cortado.graph.ConvolutionLayer.DepthwiseConv2D;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Padding;
import cortado.graph.Ref;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.Calibration;
import cortado.quantize.Corrections;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tflite.Calibrator;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import cortado.workspace.Change;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Corrections without training bring int8 nearer to the float model where they should. */
class CorrectionsTest extends TinySession {
  private static final int CHANNELS = 8;
  private static final Size2 THREE = Size2.square(3);

  CorrectionsTest() {
    super(4, 8);
  }

  private static Layer conv(String name, int filters, Size2 kernel, Activation a) {
    return new Layer.Conv2D(name, filters, kernel, Size2.ONE, Padding.SAME, Size2.ONE, 1, a, true);
  }

  /** Convolution, depthwise convolution and 1x1 convolutions, as MobileNet has them. */
  private static Model mobile() {
    List<Layer> layers =
        List.of(
            new Layer.InputLayer("in", Shape.of(-1, 16, 16, 1)),
            conv("first", CHANNELS, THREE, Activation.RELU),
            new DepthwiseConv2D(
                "depth", THREE, Size2.ONE, Padding.SAME, Size2.ONE, 1, Activation.RELU, true),
            conv("point", CHANNELS, Size2.ONE, Activation.RELU),
            conv("out", 1, Size2.ONE, Activation.LINEAR));
    List<Node> nodes = new ArrayList<>();
    for (Layer l : layers) {
      List<Ref> from = nodes.isEmpty() ? List.of() : List.of(nodes.get(nodes.size() - 1).output());
      nodes.add(new Node(l, 0, from));
    }
    Ref end = nodes.get(nodes.size() - 1).output();
    return Initializer.initialize(
        new Graph("mobile", nodes, List.of(Ref.of("in")), List.of(end)), 5);
  }

  @FunctionalInterface
  private interface Change {
    float of(int element, float value);
  }

  private static Model with(Model model, String layer, String weight, Change change) {
    WeightId id =
        model.weights().ids().stream()
            .filter(w -> w.layer().equals(layer) && w.name().contains(weight))
            .findFirst()
            .orElseThrow();
    Tensor t = model.weights().get(id);
    float[] values = t.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = change.of(i, values[i]);
    }
    Map<WeightId, Tensor> changed = new HashMap<>(Map.of(id, Tensor.of(t.shape(), values)));
    return new Model(model.graph(), model.weights().with(changed));
  }

  /** The same function with channels of very different ranges after the first two layers. */
  private static Model uneven() {
    Model m = with(mobile(), "first", "kernel", (i, v) -> v * factor(i % CHANNELS));
    m = with(m, "depth", "kernel", (i, v) -> v / factor(i % CHANNELS) * factor(7 - i % CHANNELS));
    return with(m, "point", "kernel", (i, v) -> v / factor(7 - i / CHANNELS));
  }

  private static float factor(int channel) {
    return Math.scalb(1f, channel - 4);
  }

  /** Each channel has one large weight, and small ones that rounding takes away. */
  private static Model lopsided() {
    Model m = with(mobile(), "first", "kernel", (i, v) -> Math.abs(v));
    m = with(m, "depth", "kernel", (i, v) -> i < CHANNELS ? 1 : 0.0039f);
    return with(m, "point", "kernel", (i, v) -> i < CHANNELS ? 1 + 0.1f * i : 0.0035f);
  }

  private void load(Model m, String name) {
    Path file = dir.resolve(name + ".h5");
    KerasWriter.write(m, file);
    session.load(file, Optional.empty());
    Samples s = TinyData.of(16).train();
    Samples bare = new Samples(s.inputs(), s.targets());
    session.data(Dataset.of("%data noise", bare, TinyData.of(16).test()));
  }

  private Variant quantized(String variant, String... corrections) {
    return session.quantize(
        QuantizeRequest.of("int8")
            .from(variant)
            .method(m -> m.withCorrections(List.of(corrections))),
        SILENT);
  }

  private static double sqnr(Variant v) {
    return v.error().orElseThrow().sqnrDb();
  }

  @Test
  void unevenChannelsOfADepthwiseNetAreEvenedOut() {
    load(uneven(), "uneven");
    Variant plain = quantized("uneven");
    Variant even = quantized("uneven", "equalize");
    assertThat(sqnr(even)).isGreaterThan(sqnr(plain) + 6).isGreaterThan(30);
    assertThat(even.recipe().text()).isEqualTo("quantize int8 --correct equalize, 24 samples");
    // What is scaled is no value of the model, so it is not compared with one.
    assertThat(session.layerErrors(even).layers())
        .extracting(LayerError::layer)
        .doesNotContain("first")
        .contains("out");
    assertThat(session.layerErrors(even).layers()).allMatch(l -> l.sqnrDb() > 25);
  }

  @Test
  void theFloatModelStaysTheSameBitForBit() {
    Program p = Rewrites.forInference(Lowering.lower(uneven()));
    List<Tensor> x = TinyData.of(16).train().inputs().tensors();
    Calibration c = Calibrator.calibrate(p, x);
    QuantizationMethod method = QuantizationMethod.of("int8").withCorrections(List.of("equalize"));
    Program even = new Corrections(method).equalized(p, c);
    assertThat(even.weights()).isNotEqualTo(p.weights());
    assertThat(run(even, x).floats()).containsExactly(run(p, x).floats());
  }

  private Tensor run(Program p, List<Tensor> x) {
    Path file = dir.resolve("float.tflite");
    TfliteWriter.write(p, QuantizationPlan.of(new Scheme.Float32()), file);
    try (Predictor predictor = TflitePredictor.open(file, 1)) {
      return predictor.predict(x).get(0);
    }
  }

  @Test
  void biasesTakeBackWhatRoundedKernelsLose() {
    load(lopsided(), "lopsided");
    Variant plain = quantized("lopsided");
    Variant corrected = quantized("lopsided", "bias");
    assertThat(sqnr(corrected)).isGreaterThan(sqnr(plain) + 3);
    assertThat(corrected.recipe().text()).isEqualTo("quantize int8 --correct bias, 24 samples");
  }

  @Test
  void bothTogetherRunAlikeInTheOfficialRuntime() {
    load(uneven(), "uneven");
    Variant both = quantized("uneven", "bias", "equalize");
    assertThat(both.recipe().text()).isEqualTo("quantize int8 --correct equalize,bias, 24 samples");
    assertThat(sqnr(both)).isGreaterThan(sqnr(quantized("uneven")) + 6);
    Tensor x = TinyData.of(16).test().inputs().only();
    assertThat(differenceOfOfficialRuntime(both, x)).isLessThan(1e-6);
    // A U-Net with batch norm, skips and transposed convolutions.
    assertThat(sqnr(quantized("unet", "equalize", "bias")))
        .isGreaterThan(sqnr(quantized("unet")) - 2);
  }

  @Test
  void mistakesSayWhatIsAllowed() {
    assertThatThrownBy(() -> quantized("unet", "bais"))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("bais", "equalize, bias");
    assertThatThrownBy(
            () ->
                session.quantize(
                    QuantizeRequest.of("float16").method(m -> m.withCorrections(List.of("bias"))),
                    SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("float16", "int8 --correct bias");
    assertThat(session.variants()).hasSize(1);
  }
}
