package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.explain.Cause;
import cortado.explain.ErrorAccount;
import cortado.explain.Finding;
import cortado.explain.LayerError;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.keras.KerasWriter;
import cortado.quantize.QuantizationMethod;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rounding did to each layer, and which layer spoils the output. */
class LayerErrorsTest extends TinySession {
  private static final float FACTOR = 3000;

  LayerErrorsTest() {
    super(8, 16);
  }

  private Variant quantized(String scheme) {
    return session.quantize(QuantizeRequest.of(scheme).from("unet"), SILENT);
  }

  @ParameterizedTest
  @CsvSource({"int8, 20, 60, int8", "float16, 55, 90, float32", "dynamic, 25, Infinity, float32"})
  void eachLayerIsComparedWithTheFloatModel(String scheme, double least, double most, String type) {
    Variant v = quantized(scheme);
    ErrorAccount errors = session.layerErrors(v);
    assertThat(errors.from()).isEqualTo("unet");
    assertThat(errors.samples()).isEqualTo(8);
    assertThat(errors.source()).isEqualTo(ErrorAccount.Source.TEST);
    // The runtime's own kernels round a little otherwise than XNNPACK.
    assertThat(errors.outputDb()).isCloseTo(v.error().get().sqnrDb(), within(1.0));
    assertThat(errors.layers())
        .extracting(LayerError::layer)
        .contains("input", "conv_1", "conv_8", "up_14", "mask");
    assertThat(errors.layers())
        .filteredOn(l -> l.layer().matches("(conv|up)_\\d+"))
        .allSatisfy(
            l -> {
              assertThat(l.type()).isEqualTo(type);
              assertThat(l.sqnrDb()).isBetween(least, most);
              assertThat(l.deviation().cosine()).isBetween(0.99, 1.0);
              assertThat(l.deviation().largest()).isNotNegative();
            });
  }

  @Test
  void theLayerThatSpoilsTheOutputIsNamedWithWhatToDo() {
    Variant uneven = session.load(uneven("norm_17", "conv_19"), Optional.of("uneven"));
    Variant v = session.quantize(QuantizeRequest.of("int8").from(uneven.name()), SILENT);
    ErrorAccount errors = session.layerErrors(v);
    assertThat(errors.outputDb()).isLessThan(20);
    LayerError spoiler = errors.spoiler().get();
    assertThat(spoiler.layer()).isEqualTo("conv_19");
    assertThat(spoiler.inputDb()).isGreaterThan(30);
    assertThat(spoiler.sqnrDb()).isLessThan(20);

    Finding first =
        session.explain(v, ExplainOptions.DEFAULT.withRuns(3), SILENT).findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.ROUNDING);
    assertThat(first.sentence())
        .matches(
            "The output's ratio .* is -?[\\d.]+ dB, less than 20 dB, against uneven on 8 test"
                + " samples; conv_19 spoils it: its inputs have [\\d.]+ dB, its output has .*");
    assertThat(first.next()).contains("%quantize int8 --correct equalize,bias --from uneven");
    holds(first, m -> m.withCorrections(List.of("equalize", "bias")));
  }

  @Test
  void layersThatMustStayExactTogetherAreNamedTogether() {
    session.load(uneven("norm_17", "conv_19"), Optional.of("uneven"));
    Variant v =
        session.quantize(
            QuantizeRequest.of("int8")
                .from("uneven")
                .method(m -> m.withCorrections(List.of("bias"))),
            SILENT);
    Finding first =
        session.explain(v, ExplainOptions.DEFAULT.withRuns(3), SILENT).findings().get(0);
    // To keep conv_19 alone helps nothing, as what it reads would still be rounded.
    assertThat(first.next())
        .contains("%quantize int8 --correct bias --skip conv_16 --skip conv_19 --from uneven");
    holds(first, m -> m.withCorrections(List.of("bias")).withSkip(List.of("conv_16", "conv_19")));
  }

  /** What is advised brings what is promised. */
  private void holds(Finding finding, UnaryOperator<QuantizationMethod> advice) {
    Variant better =
        session.quantize(
            QuantizeRequest.of("int8").from("uneven").as("better").method(advice), SILENT);
    assertThat(better.error().get().sqnrDb()).isGreaterThan(20);
    assertThat(finding.sentence())
        .endsWith(
            String.format(
                Locale.ROOT,
                "Quantized as follows, the output has %.1f dB.",
                better.error().get().sqnrDb()));
  }

  /** The network computes the same, but one channel between two layers has very large numbers. */
  private Path uneven(String before, String after) {
    Model model = session.variant("unet").model();
    Map<WeightId, Tensor> changed = new HashMap<>();
    for (String name : List.of("gamma", "beta")) {
      WeightId id = new WeightId(before, name);
      float[] written = model.weights().get(id).floats();
      written[0] *= FACTOR;
      changed.put(id, Tensor.of(model.weights().get(id).shape(), written));
    }
    WeightId kernel = new WeightId(after, "kernel");
    Shape shape = model.weights().get(kernel).shape();
    float[] read = model.weights().get(kernel).floats();
    for (int i = 0; i < read.length; i++) {
      read[i] /= i / shape.dim(3) % shape.dim(2) == 0 ? FACTOR : 1;
    }
    changed.put(kernel, Tensor.of(shape, read));
    // Masks that are not all about one half.
    WeightId mask = new WeightId("mask", "kernel");
    float[] steep = model.weights().get(mask).floats();
    for (int i = 0; i < steep.length; i++) {
      steep[i] *= 100;
    }
    changed.put(mask, Tensor.of(model.weights().get(mask).shape(), steep));
    Path file = dir.resolve("uneven.h5");
    KerasWriter.write(model.withWeights(model.weights().with(changed)), file);
    return file;
  }

  @Test
  void withoutDataSamplesAreMadeUpAndThatIsSaid() {
    Variant v = quantized("float16");
    session.data(TinyData.of(32));
    ErrorAccount errors = session.layerErrors(v);
    assertThat(errors.source()).isEqualTo(ErrorAccount.Source.MADE_UP);
    assertThat(session.explain(v, ExplainOptions.DEFAULT.withRuns(3), SILENT).findings())
        .filteredOn(f -> f.cause() == Cause.ROUNDING)
        .singleElement()
        .satisfies(f -> assertThat(f.sentence()).contains("random numbers, as there is no data"));
  }

  @Test
  void whatWasTrainedIsNotTakenForRounding() {
    Variant v =
        session.quantize(
            QuantizeRequest.of("int8").from("unet").aware(t -> t.withEpochs(1)), SILENT);
    ErrorAccount errors = session.layerErrors(v);
    assertThat(errors.trained()).isTrue();
    assertThat(errors.layers()).extracting(LayerError::layer).contains("conv_1", "up_14", "mask");
    assertThat(session.explain(v, ExplainOptions.DEFAULT.withRuns(3), SILENT).findings())
        .filteredOn(f -> f.cause() == Cause.ROUNDING)
        .singleElement()
        .satisfies(f -> assertThat(f.sentence()).contains("Its weights were trained on"));
  }

  @Test
  void aFloatVariantHasNoErrors() {
    assertThatThrownBy(() -> session.layerErrors(session.variant("unet")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not quantized")
        .hasMessageContaining("%quantize int8 --from unet");
  }
}
