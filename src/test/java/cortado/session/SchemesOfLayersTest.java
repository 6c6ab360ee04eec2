package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.quantize.LayerScheme;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.testing.LiteRt;
import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What enters and leaves a quantized file, and layers with schemes of their own. */
class SchemesOfLayersTest extends TinySession {
  SchemesOfLayersTest() {
    super(4, 8);
  }

  private Variant quantize(QuantizeRequest request) {
    return session.quantize(request.from("unet").withSamples(8), SILENT);
  }

  private static Tensor inputs() {
    return TinyData.of(16).test().inputs().only();
  }

  private static long conversions(Variant v) {
    return v.tflite().orElseThrow().main().operators().stream()
        .filter(o -> o.name().equals("QUANTIZE") || o.name().equals("DEQUANTIZE"))
        .count();
  }

  @ParameterizedTest
  @CsvSource({"float,FLOAT32,2", "int8,INT8,0", "uint8,UINT8,2"})
  void valuesEnterAndLeaveInTheTypeAskedFor(String io, TensorType type, int conversions) {
    Variant v = quantize(QuantizeRequest.of("int8").method(m -> m.withIo(io)));

    TfliteFile file = v.tflite().orElseThrow();
    assertThat(file.inputs()).extracting(TfliteFile.TensorEntry::type).containsExactly(type);
    assertThat(file.outputs()).extracting(TfliteFile.TensorEntry::type).containsExactly(type);
    assertThat(file.inputs().get(0).name()).isEqualTo("input");
    assertThat(conversions(v)).isEqualTo(conversions);
    assertThat(v.error().orElseThrow().sqnrDb()).isGreaterThan(25);
    assertThat(v.recipe().text())
        .isEqualTo("quantize int8" + (io.equals("float") ? "" : " --io " + io) + ", 8 samples");
  }

  @ParameterizedTest
  @CsvSource({"int8", "uint8"})
  void theOfficialRuntimeComputesTheSameFromIntegers(String io) {
    Variant v = quantize(QuantizeRequest.of("int8").method(m -> m.withIo(io)));
    Path file = session.export(v, dir.resolve("m.tflite"));

    Tensor ours = session.predict(v, inputs(), RuntimeId.TFLITE);
    Tensor official = LiteRt.run(file, inputs(), dir);

    // One step of the output's codes.
    assertThat(Differences.largest(ours, official)).isLessThan(1.01 / 256);
  }

  @Test
  void layersKeepTheirOwnSchemesAndTheOfficialRuntimeAgrees() {
    List<String> layers =
        session.variant("unet").model().graph().nodes().stream()
            .map(n -> n.layer().name())
            .toList();
    String first = layers.stream().filter(l -> l.startsWith("conv")).findFirst().orElseThrow();
    Variant whole = quantize(QuantizeRequest.of("int8"));
    Variant mixed =
        quantize(
            QuantizeRequest.of("int8")
                .method(
                    m ->
                        m.withIo("uint8")
                            .withLayers(List.of(LayerScheme.parse("conv*=float16")))
                            .withLayers(List.of(LayerScheme.parse("*=int8")))
                            .withSkip(List.of(first))));

    assertThat(mixed.recipe().text())
        .isEqualTo(
            "quantize int8 --io uint8 --layer conv*=float16 --layer *=int8 --skip "
                + first
                + ", 8 samples");
    assertThat(mixed.tflite().orElseThrow().main().tensors())
        .filteredOn(t -> t.isConstant() && t.name().startsWith(first + "/"))
        .isNotEmpty()
        .allMatch(t -> t.type() == TensorType.FLOAT32);
    assertThat(conversions(mixed)).isGreaterThan(conversions(whole));
    assertThat(differenceOfOfficialRuntime(mixed, inputs())).isLessThan(1.01 / 256);
  }

  @ParameterizedTest
  @CsvSource({"float", "uint8"})
  void unsignedFilesHaveOneScaleForEachKernelAndRunAlikeInTheOfficialRuntime(String io) {
    Variant v =
        quantize(
            QuantizeRequest.of("uint8")
                .method(m -> m.withIo(io).withCorrections(List.of("equalize", "bias"))));

    assertThat(v.tflite().orElseThrow().main().tensors())
        .extracting(TfliteFile.TensorEntry::type)
        .contains(TensorType.UINT8, TensorType.INT32)
        .doesNotContain(TensorType.INT8);
    assertThat(v.error().orElseThrow().sqnrDb()).isGreaterThan(20);
    assertThat(session.layerErrors(v).layers()).isNotEmpty();
    assertThat(differenceOfOfficialRuntime(v, inputs())).isLessThan(1.01 / 256);
  }

  @ParameterizedTest
  @CsvSource({"float,FLOAT32,2", "int16,INT16,0"})
  void valuesOfInt16AreNearFloatAndTheOfficialRuntimeComputesTheSame(
      String io, TensorType type, int conversions) {
    Variant v = quantize(QuantizeRequest.of("int16x8").method(m -> m.withIo(io)));
    Variant narrow = quantize(QuantizeRequest.of("int8"));

    TfliteFile file = v.tflite().orElseThrow();
    assertThat(file.inputs()).extracting(TfliteFile.TensorEntry::type).containsExactly(type);
    assertThat(file.outputs()).extracting(TfliteFile.TensorEntry::type).containsExactly(type);
    assertThat(file.main().tensors())
        .extracting(TfliteFile.TensorEntry::type)
        .contains(TensorType.INT16, TensorType.INT8, TensorType.INT64);
    assertThat(conversions(v)).isEqualTo(conversions);
    assertThat(v.error().orElseThrow().sqnrDb())
        .isGreaterThan(narrow.error().orElseThrow().sqnrDb() + 5);
    // One step of the output's codes.
    assertThat(differenceOfOfficialRuntime(v, inputs())).isLessThan(1.01 / 32768);
  }

  @Test
  void layersOfFloatsStandBesideThoseOfInt16() {
    Variant v =
        quantize(
            QuantizeRequest.of("int16x8")
                .method(m -> m.withLayers(List.of(LayerScheme.parse("conv*=float16")))));

    assertThat(v.recipe().text()).isEqualTo("quantize int16x8 --layer conv*=float16, 8 samples");
    assertThat(conversions(v)).isGreaterThan(2);
    assertThat(v.error().orElseThrow().sqnrDb()).isGreaterThan(35);
  }

  @Test
  void aFloatModelMayHaveFewQuantizedLayers() {
    Variant some =
        quantize(
            QuantizeRequest.of("float32")
                .method(m -> m.withLayers(List.of(LayerScheme.parse("conv*=int8")))));

    assertThat(some.recipe().text()).isEqualTo("quantize float32 --layer conv*=int8, 8 samples");
    assertThat(some.error().orElseThrow().sqnrDb()).isGreaterThan(25);
    assertThat(some.tflite().orElseThrow().inputs().get(0).type()).isEqualTo(TensorType.FLOAT32);
  }

  @ParameterizedTest
  @CsvSource({"float32,100", "float16,50", "int8,25"})
  void narrowConvolutionsComputeSeveralPixelsAtOnce(String scheme, double least) {
    session.create(UNet.of(64, 1, List.of(4, 8)), "%model unet", 7, Optional.of("large"));
    session.data(TinyData.of(64));
    QuantizeRequest request = QuantizeRequest.of(scheme).method(m -> m.withFoldedWidth(true));

    Variant v = session.quantize(request.from("large").withSamples(8), SILENT);

    assertThat(v.recipe().text()).startsWith("quantize " + scheme + " --fold-width");
    List<TfliteFile.Operator> operators = v.tflite().orElseThrow().main().operators();
    assertThat(operators).extracting(TfliteFile.Operator::name).contains("RESHAPE");
    assertThat(v.error().orElseThrow().sqnrDb()).isGreaterThan(least);
    Tensor images = TinyData.of(64).test().inputs().only();
    assertThat(differenceOfOfficialRuntime(v, images))
        .isLessThan(scheme.equals("int8") ? 1.01 / 256 : 1e-5);
  }

  @Test
  void mistakesSayWhatIsAllowed() {
    refused(
        QuantizeRequest.of("float32").method(m -> m.withFoldedWidth(true)),
        "--fold-width",
        "64x64");
    refused(QuantizeRequest.of("float32"), "float32 already", "--fold-width");
    refused(
        QuantizeRequest.of("int8").method(m -> m.withSkip(List.of("nothing"))), "nothing", "conv");
    refused(QuantizeRequest.of("int8").method(m -> m.withSkip(List.of("*"))), "No layer is left");
    assertThatThrownBy(() -> QuantizeRequest.of("float16").method(m -> m.withIo("int8")))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("--io int8", "%quantize int8 --io int8");
    assertThatThrownBy(() -> QuantizeRequest.of("int8").method(m -> m.withIo("int4")))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("int4", "float, int8, uint8");
    assertThatThrownBy(
            () ->
                QuantizeRequest.of("uint8")
                    .method(m -> m.withLayers(List.of(LayerScheme.parse("conv*=int8")))))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("uint8 and int8", "one of int8, uint8 and int16x8");
    assertThatThrownBy(() -> QuantizeRequest.of("uint8").method(m -> m.withIo("int8")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--io uint8");
    refused(QuantizeRequest.of("uint8").aware(t -> t), "uint8 --aware", "int8 --aware");
    refused(QuantizeRequest.of("int16x8").aware(t -> t), "nothing to train", "int8 --aware");
    for (String io : List.of("int8", "uint8")) {
      assertThatThrownBy(() -> QuantizeRequest.of("int16x8").method(m -> m.withIo(io)))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("--io float, --io int16", "%quantize int16x8 --io int16");
    }
    for (String bad : List.of("conv", "=int8", "conv=")) {
      assertThatThrownBy(() -> LayerScheme.parse(bad)).isInstanceOf(UserError.class);
    }
  }

  private void refused(QuantizeRequest request, String... says) {
    assertThatThrownBy(() -> quantize(request))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(says);
    assertThat(session.variants()).hasSize(1);
  }
}
