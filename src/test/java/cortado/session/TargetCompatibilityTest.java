package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.explain.Compatibility;
import cortado.explain.Target;
import cortado.quantize.LayerScheme;
import cortado.report.CompatibilityReport;
import cortado.workspace.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What targets take of the files that each scheme makes, and what is told to change. */
class TargetCompatibilityTest extends TinySession {
  TargetCompatibilityTest() {
    super(8, 16);
  }

  private Compatibility check(Variant v, Target target) {
    return Compatibility.of(v.name(), session.tfliteFile(v), target, v.parent().orElse(v.name()));
  }

  private Variant quantize(QuantizeRequest request) {
    return session.quantize(request.from("unet").withSamples(4), SILENT);
  }

  private static String advice(Compatibility c) {
    return String.join("\n", c.advice());
  }

  @ParameterizedTest
  @EnumSource
  void integersThroughoutRunEverywhere(Target target) {
    Variant v = quantize(QuantizeRequest.of("int8").method(m -> m.withIo("uint8")));
    Compatibility c = check(v, target);
    assertThat(c.operators()).allMatch(o -> o.refusal().isEmpty());
    assertThat(c.advice().get(0))
        .isEqualTo(
            "All %d operators of unet-int8 run on the %s."
                .formatted(c.operators().size(), target.title()));
    assertThat(new CompatibilityReport(c).card().text()).contains(target.source());
  }

  @Test
  void theEdgeTpuTakesIntegersOnly() {
    Compatibility floats = check(session.variant("unet"), Target.EDGE_TPU);
    assertThat(floats.taken()).isZero();
    assertThat(advice(floats))
        .contains("0 of", "takes 8-bit integers only", "%quantize int8 --io uint8 --from unet");

    Compatibility edges = check(quantize(QuantizeRequest.of("int8")), Target.EDGE_TPU);
    assertThat(edges.operators())
        .filteredOn(o -> o.refusal().isPresent())
        .extracting(Compatibility.Verdict::operator)
        .containsExactly("QUANTIZE", "DEPTH_TO_SPACE", "DEQUANTIZE", "LOGISTIC");
    assertThat(advice(edges))
        .contains("Its inputs and outputs are floats: %quantize int8 --io uint8 --from unet")
        .contains("edgetpu_compiler");

    Compatibility skipped =
        check(
            quantize(
                QuantizeRequest.of("int8")
                    .method(m -> m.withIo("uint8").withSkip(List.of("conv_4")))),
            Target.EDGE_TPU);
    assertThat(skipped.isWhole()).isFalse();
    assertThat(advice(skipped)).contains("operators inside compute with floats");
  }

  @Test
  void aMicrocontrollerRunsAllOrNothing() {
    assertThat(check(session.variant("unet"), Target.MICROCONTROLLER).isWhole()).isTrue();
    Compatibility half = check(quantize(QuantizeRequest.of("float16")), Target.MICROCONTROLLER);
    assertThat(advice(half)).contains("does not run on TFLite Micro", "float16 weights");
    assertThat(advice(half)).contains("%quantize int8 --io int8 --from unet");
    Compatibility dynamic = check(quantize(QuantizeRequest.of("dynamic")), Target.MICROCONTROLLER);
    assertThat(advice(dynamic)).contains("no hybrid kernels");
    assertThat(new CompatibilityReport(dynamic).table().stringColumn("runs").asList())
        .contains("microcontroller", "not at all");
  }

  @Test
  void theGpuComputesIntegersAsFloats() {
    assertThat(check(session.variant("unet"), Target.GPU).advice()).hasSize(1);
    assertThat(check(quantize(QuantizeRequest.of("float16")), Target.GPU).isWhole()).isTrue();
    Compatibility int8 = check(quantize(QuantizeRequest.of("int8")), Target.GPU);
    assertThat(int8.isWhole()).isTrue();
    assertThat(advice(int8)).contains("not the work; %quantize float16 --from unet");
  }

  @Test
  void valuesOfInt16AreForProcessors() {
    Variant v = quantize(QuantizeRequest.of("int16x8").method(m -> m.withIo("int16")));
    assertThat(check(v, Target.CPU).isWhole()).isTrue();
    assertThat(check(v, Target.MICROCONTROLLER).isWhole()).isTrue();
    assertThat(advice(check(v, Target.EDGE_TPU))).contains("%quantize int8 --io uint8 --from unet");
    assertThat(advice(check(v, Target.GPU)))
        .contains("Its values are int16: %quantize float16 --from unet");
  }

  @Test
  void aMixtureIsCountedByKinds() {
    Variant v =
        quantize(
            QuantizeRequest.of("int8")
                .method(m -> m.withLayers(List.of(LayerScheme.parse("conv_4=float16")))));
    var table = new CompatibilityReport(check(v, Target.EDGE_TPU)).table();
    assertThat(table.columnNames())
        .containsExactly("operator", "count", "types", "runs", "why not", "outputs");
    assertThat(table.intColumn("count").sum())
        .isEqualTo(session.tfliteFile(v).main().operators().size());
    assertThat(table.stringColumn("runs").asList()).contains("edgetpu", "cpu");
  }

  @Test
  void anotherTargetIsAnErrorThatListsThem() {
    assertThatThrownBy(() -> Target.named("tpu"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cpu, edgetpu, microcontroller, gpu");
  }
}
