package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.report.Cards;
import cortado.tensor.NamedTensors;
import cortado.tensor.Tensor;
import cortado.tflite.TfliteFile;
import cortado.train.ErrorBudget;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fewest layers that have to be kept for an error budget are found by measuring. */
class ErrorBudgetTest extends TinySession {
  private String first;
  private String second;

  ErrorBudgetTest() {
    super(4, 8);
  }

  /**
   * A variant with one value that int8 spoils: a channel between its first two convolutions is
   * 3,000 times as large as the others, and read by nobody. The targets are its own outputs.
   */
  private Variant spoiled() {
    Model whole = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 7);
    List<WeightId> kernels = List.copyOf(Lowering.kernels(whole.graph()));
    first = kernels.get(0).layer();
    second = kernels.get(1).layer();
    float[] makes = whole.weights().get(kernels.get(0)).floats();
    float[] reads = whole.weights().get(kernels.get(1)).floats();
    for (int i = 0; i < makes.length; i += 4) {
      makes[i] = 3_000;
    }
    for (int i = 0; i < reads.length; i++) {
      reads[i] = i / 4 % 4 == 0 ? 0 : reads[i];
    }
    Path file = dir.resolve("spoiled.h5");
    KerasWriter.write(
        new Model(
            whole.graph(),
            whole
                .weights()
                .with(
                    Map.of(
                        kernels.get(0),
                        Tensor.of(whole.weights().get(kernels.get(0)).shape(), makes),
                        kernels.get(1),
                        Tensor.of(whole.weights().get(kernels.get(1)).shape(), reads)))),
        file);
    Variant v = session.load(file, Optional.empty());
    teach(v);
    return v;
  }

  /** Makes the outputs of a variant the targets. */
  private void teach(Variant v) {
    Dataset noise = TinyData.of(16);
    session.data(Dataset.of("%data taught", taught(v, noise.train()), taught(v, noise.test())));
  }

  private Samples taught(Variant v, Samples s) {
    return new Samples(s.inputs(), session.predict(v, s.inputs(), RuntimeId.TFLITE));
  }

  private Variant within(String variant, String scheme, String goal) {
    return session.quantize(
        QuantizeRequest.of(scheme).from(variant).withSamples(8).within(ErrorBudget.parse(goal)),
        SILENT);
  }

  private static Recipe.Budget budget(Variant v) {
    return ((Recipe.Quantized) v.recipe()).budget();
  }

  @Test
  void theLayersThatSpoilItAreKeptAndNoOther() {
    spoiled();
    List<Double> fractions = new ArrayList<>();
    Variant v =
        session.quantize(
            QuantizeRequest.of("int8")
                .from("spoiled")
                .withSamples(8)
                .within(ErrorBudget.parse("loss<=0.0001")),
            (stage, fraction, detail) -> fractions.add(fraction));

    assertThat(budget(v).kept()).containsExactly(first, second);
    assertThat(budget(v).before()).isLessThan(1e-9);
    assertThat(budget(v).quantized()).isGreaterThan(0.0001);
    assertThat(budget(v).reached()).isLessThanOrEqualTo(0.0001);
    assertThat(budget(v).samples()).isEqualTo(16);
    assertThat(v.recipe().text())
        .isEqualTo(
            "quantize int8 --layer %s=float16 --layer %s=float16, 8 samples, within loss<=0.0001"
                .formatted(first, second));
    assertThat(Cards.of(v).text())
        .contains(first + ", " + second)
        .contains("16 training samples that calibration did not see; test samples had no part");
    assertThat(fractions).isSorted().endsWith(1.0);

    // What the recipe says makes the same file.
    QuantizeRequest again =
        QuantizeRequest.of("int8")
            .from("spoiled")
            .withSamples(8)
            .method(m -> ((Recipe.Quantized) v.recipe()).method());
    Variant same = session.quantize(again.as("again"), SILENT);
    assertComputeTheSame(same, v);
    assertThat(v.error().orElseThrow().sqnrDb()).isGreaterThan(30);
  }

  /** The files differ in what they tell of their making. */
  private void assertComputeTheSame(Variant one, Variant other) {
    assertThat(operators(one)).isEqualTo(operators(other));
    Tensor images = TinyData.of(16).test().inputs().tensors().get(0);
    assertThat(session.predict(one, images, RuntimeId.TFLITE).floats())
        .isEqualTo(session.predict(other, images, RuntimeId.TFLITE).floats());
  }

  private List<TfliteFile.Operator> operators(Variant v) {
    return session.tfliteFile(v).subgraphs().get(0).operators();
  }

  @Test
  void whatIsWithinTheBudgetIsQuantizedAsItIsWithoutOne() {
    teach(session.variant("unet"));
    Variant v = within("unet", "int8", "loss<=0.01");
    assertThat(budget(v).kept()).isEmpty();
    assertThat(v.recipe().text()).isEqualTo("quantize int8, 8 samples, within loss<=0.01");
    assertThat(Cards.of(v).text()).contains("with all layers quantized");
    Variant plain =
        session.quantize(QuantizeRequest.of("int8").from("unet").withSamples(8), SILENT);
    assertComputeTheSame(v, plain);
    session.close();
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    assertThat(session.variant(v.name()).recipe()).isEqualTo(v.recipe());
  }

  @Test
  void otherSchemesAndMetricsHaveBudgetsToo() {
    session.data(TinyData.validated(16));
    Variant dynamic = within("unet", "dynamic", "dice>=0.9x");
    assertThat(budget(dynamic).samples()).isEqualTo(6);
    assertThat(budget(dynamic).part()).isEqualTo("validation samples");
    assertThat(dynamic.recipe().text()).isEqualTo("quantize dynamic, within dice>=0.9x");
    teach(session.variant("unet"));
    // float16 differs from float32 in the sixth digit only.
    Variant half = within("unet", "float16", "loss<=0.0000001");
    assertThat(half.tflite()).isPresent();
  }

  @Test
  void aBudgetThatCannotBeMetIsAnErrorAndChangesNothing() {
    spoiled();
    int before = session.variants().size();
    session.data(TinyData.of(16));
    for (String goal : List.of("loss<=0.000000001", "iou>=0.999")) {
      assertThatThrownBy(() -> within("unet", "int8", goal))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("--within " + goal, "at best", "before");
    }
    assertThatThrownBy(() -> within("unet", "int8", "accuracy>=0.9x"))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("accuracy>=0.9x", "loss, dice, iou");
    Samples s = TinyData.of(16).train();
    Samples bare = new Samples(s.inputs(), new NamedTensors(List.of(), List.of()));
    session.data(Dataset.of("%data bare", bare, bare));
    assertThatThrownBy(() -> within("unet", "int8", "loss<=1.01x"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no targets");
    assertThatThrownBy(
            () -> QuantizeRequest.of("int8").aware(t -> t).within(ErrorBudget.parse("loss<=2x")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--aware --within loss<=2x");
    assertThat(session.variants()).hasSize(before);
  }

  @Test
  void goalsAreReadAsTheyAreWritten() {
    assertThat(ErrorBudget.parse("loss<=1.010x")).hasToString("loss<=1.01x");
    assertThat(ErrorBudget.parse(" dice >= 0.99x ").allows(0.8, 0.8)).isTrue();
    assertThat(ErrorBudget.parse("dice>=0.99x").allows(0.79, 0.8)).isFalse();
    assertThat(ErrorBudget.parse("mae<=0.5").allows(0.4, 0.1)).isTrue();
    assertThat(ErrorBudget.parse("loss<=2x").allows(Double.NaN, 1)).isFalse();
    for (String bad : List.of("loss>=1", "dice<=0.9x", "loss<=0", "loss<1", "depth<=1", "")) {
      assertThatThrownBy(() -> ErrorBudget.parse(bad))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("--within");
    }
  }
}
