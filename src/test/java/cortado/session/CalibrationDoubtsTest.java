package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.quantize.CalibrationMethod;
import cortado.report.Cards;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd weights and data give a correct model, with a word on what looks wrong, or an error. */
class CalibrationDoubtsTest extends TinySession {
  CalibrationDoubtsTest() {
    super(4, 8);
  }

  /** A variant whose weights of a role are changed in their first element. */
  private void damage(WeightSpec.Role role, float value) {
    Model whole = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 7);
    WeightId id =
        Lowering.specs(whole.graph()).entrySet().stream()
            .filter(e -> e.getValue().role() == role)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    change(
        whole,
        id,
        v -> {
          v[0] = value;
          return v;
        });
  }

  private void change(Model whole, WeightId id, UnaryOperator<float[]> change) {
    Tensor t = whole.weights().get(id);
    Tensor changed = Tensor.of(t.shape(), change.apply(t.floats()));
    Path file = dir.resolve("odd.h5");
    KerasWriter.write(new Model(whole.graph(), whole.weights().with(Map.of(id, changed))), file);
    session.load(file, Optional.empty());
  }

  private static Dataset data(int count, UnaryOperator<float[]> change) {
    Samples s = TinyData.of(16).train();
    float[] x = s.inputs().only().floats();
    Shape shape = s.inputs().only().shape().withDim(0, count);
    float[] some = java.util.Arrays.copyOf(change.apply(x), (int) shape.elements());
    float[] masks = java.util.Arrays.copyOf(s.targets().only().floats(), (int) shape.elements());
    Samples samples = new Samples(Tensor.of(shape, some), Tensor.of(shape, masks));
    return Dataset.of("%data odd", samples, samples);
  }

  private static UnaryOperator<float[]> each(UnaryOperator<Float> change) {
    return x -> {
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = change.apply(x[i]);
      }
      return y;
    };
  }

  private List<String> warnings(String variant) {
    Variant v = session.quantize(QuantizeRequest.of("int8").from(variant), SILENT);
    List<String> warnings = v.error().orElseThrow().warnings();
    warnings.forEach(w -> assertThat(Cards.of(v).text()).contains(w.substring(0, 20)));
    return warnings;
  }

  @Test
  void ordinaryDataRaisesNoDoubt() {
    // Fresh weights have channels that no input reaches; nothing else is wrong.
    assertThat(warnings("unet")).allMatch(w -> w.contains("never changed"));
  }

  @Test
  void bytesAndASingleSampleAreTold() {
    session.data(data(1, each(v -> (float) Math.rint(v * 255))));
    assertThat(warnings("unet"))
        .hasSizeGreaterThanOrEqualTo(2)
        .anyMatch(w -> w.contains("a single sample"))
        .anyMatch(w -> w.contains("as bytes do") && w.contains("divided by 255"));
  }

  @Test
  void aConstantInputIsToldAndStillGivesAModel() {
    session.data(data(4, each(v -> 0.25f)));
    assertThat(warnings("unet"))
        .anyMatch(
            w -> w.equals("The input 'input' was 0.25 in all samples: calibrate on real data."));
    session.data(data(4, each(v -> 0f)));
    assertThat(warnings("unet")).anyMatch(w -> w.contains("was 0 in all samples"));
  }

  @Test
  void aDeadChannelIsNamed() {
    Model whole = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 7);
    WeightId id =
        Lowering.specs(whole.graph()).entrySet().stream()
            .filter(e -> e.getValue().role() == WeightSpec.Role.KERNEL)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    change(
        whole,
        id,
        v -> {
          for (int i = 2; i < v.length; i += 4) {
            v[i] = 0;
          }
          return v;
        });
    assertThat(warnings("odd"))
        .anyMatch(w -> w.startsWith("1 of 4 channels of '" + id.layer() + "' never changed (2)"));
  }

  @Test
  void anOutlierIsToldWithItsRemedy() {
    session.data(
        data(
            8,
            x -> {
              float[] y = x.clone();
              for (int i = 0; i < y.length; i++) {
                y[i] = i == 5 ? 900 : y[i];
              }
              return y;
            }));
    assertThat(warnings("unet"))
        .anyMatch(w -> w.contains("times its root mean square") && w.contains("--calibration mse"));
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodGivesAModelThatTheOfficialRuntimeRunsAlike(CalibrationMethod method) {
    Variant v =
        session.quantize(
            QuantizeRequest.of("int8").method(m -> m.withCalibration(method.id())), SILENT);
    assertThat(v.error().orElseThrow().sqnrDb()).isGreaterThan(20);
    assertThat(v.recipe().text())
        .isEqualTo(
            method == CalibrationMethod.MIN_MAX
                ? "quantize int8, 24 samples"
                : "quantize int8 --calibration " + method.id() + ", 24 samples");
    Tensor x = TinyData.of(16).test().inputs().only();
    assertThat(differenceOfOfficialRuntime(v, x)).isLessThan(1.01 / 256);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void dataThatIsNoNumberIsRefused(float bad) {
    session.data(data(2, each(v -> v > 0.9f ? bad : v)));
    refused("int8", "unet", "'input'");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNoNumbersAreRefusedByEveryScheme(float bad) {
    for (WeightSpec.Role role : List.of(WeightSpec.Role.KERNEL, WeightSpec.Role.BIAS)) {
      damage(role, bad);
      for (String scheme : List.of("int8", "uint8", "float16", "dynamic")) {
        refused(scheme, session.newest().name(), "not a number", "cannot");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e30f, Float.MAX_VALUE, Float.MIN_VALUE})
  void extremeWeightsGiveACorrectModelOrAnError(float extreme) {
    Model whole = Initializer.initialize(UNet.of(16, 1, List.of(2)), 7);
    for (WeightId id : Lowering.specs(whole.graph()).keySet()) {
      change(
          whole,
          id,
          v -> {
            v[0] = extreme;
            return v;
          });
      String odd = session.newest().name();
      try {
        Variant int8 = session.quantize(QuantizeRequest.of("int8").from(odd), SILENT);
        Variant corrected =
            session.quantize(
                QuantizeRequest.of("int8")
                    .from(odd)
                    .method(m -> m.withCorrections(List.of("equalize", "bias"))),
                SILENT);
        assertThat(corrected.error().orElseThrow().sqnrDb()).as(id.toString()).isGreaterThan(20);
        assertThat(int8.error().orElseThrow().sqnrDb()).as(id.toString()).isGreaterThan(20);
      } catch (UserError e) {
        assertThat(e).hasMessageMatching(".*(not a number|overflow|cannot be quantized).*");
      }
    }
  }

  @Test
  void aWeightBeyondHalfPrecisionIsRefused() {
    damage(WeightSpec.Role.KERNEL, 1e30f);
    refused("float16", "odd", "65504");
  }

  private void refused(String scheme, String variant, String... saysAny) {
    List<Variant> before = session.variants();
    assertThatThrownBy(() -> session.quantize(QuantizeRequest.of(scheme).from(variant), SILENT))
        .as(scheme)
        .isInstanceOf(UserError.class)
        .satisfies(e -> assertThat(saysAny).anyMatch(e.getMessage()::contains));
    assertThat(session.variants()).isEqualTo(before);
  }
}
