package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.explain.Cause;
import cortado.explain.Compatibility;
import cortado.explain.Target;
import cortado.quantize.LayerScheme;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import cortado.tflite.TfliteWeights;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Convolutions with weights of half a byte, in a session. */
class Int4Test extends TinySession {
  private Variant base;

  Int4Test() {
    super(16, 32);
  }

  @BeforeEach
  void train() {
    base = session.train(TrainRequest.of(2).as("base"), SILENT);
  }

  private Variant quantized(String scheme, Variant from) {
    return session.quantize(QuantizeRequest.of(scheme).from(from.name()), SILENT);
  }

  private Path file(Variant v) {
    return session.export(v, dir.resolve(v.name() + ".tflite"));
  }

  @Test
  void kernelsTakeHalfTheBytesAndOutputsStayNear() throws Exception {
    Variant int4 = quantized("int4", base);
    Variant dynamic = quantized("dynamic", base);
    Path file = file(int4);
    TfliteFile read = TfliteFile.read(file);

    assertThat(int4.name()).isEqualTo("base-int4");
    assertThat(int4.recipe().text()).isEqualTo("quantize int4");
    assertThat(int4.error().orElseThrow().outputs().get(0).sqnrDb()).isGreaterThan(12);
    long halves =
        read.main().tensors().stream()
            .filter(t -> t.type() == TensorType.INT4)
            .mapToLong(t -> t.shape().elements())
            .sum();
    assertThat(halves).isGreaterThan(base.parameters() / 2);
    assertThat(Files.size(file(dynamic)) - Files.size(file))
        .isBetween(halves / 2, halves / 2 + 256);
    assertThat(read.main().operators())
        .filteredOn(o -> o.name().equals("CONV_2D") && isInt4(read, o.inputs().get(1)))
        .isNotEmpty()
        .allMatch(o -> o.version() == 7);
    session.quantize(QuantizeRequest.of("int4").from("base").as("again"), SILENT);
    assertThat(file(session.variant("again"))).hasSameBinaryContentAs(file);
  }

  private static boolean isInt4(TfliteFile file, int tensor) {
    return file.main().tensors().get(tensor).type() == TensorType.INT4;
  }

  @Test
  void zerosOfASparseModelStayZeros() {
    Variant sparse = session.prune(PruneRequest.of(0.7).from("base").withEpochs(1), SILENT).get(0);
    Path file = file(quantized("int4", sparse));
    assertThat(TfliteWeights.of(TfliteFile.read(file), file).sparsity())
        .isGreaterThanOrEqualTo(sparse.sparsity() - 0.02);
    assertThatThrownBy(
            () -> session.exportSparse(session.newest(), dir.resolve("sparse.tflite"), SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot put back the zeros");
  }

  @Test
  void theOfficialRuntimeComputesTheSame() {
    Tensor x = session.dataset().orElseThrow().test().inputs().tensors().get(0);
    Variant int4 = quantized("int4", base);
    Tensor y = session.predict(int4, x, RuntimeId.TFLITE);
    assertThat(differenceOfOfficialRuntime(int4, x))
        .isLessThan(0.01 * Differences.largest(y, Tensor.of(y.shape(), new float[y.elements()])));
  }

  @Test
  void whyItIsSlowAndWhereItRunsIsSaid() {
    Variant int4 = quantized("int4", base);
    var findings = session.explain(int4, ExplainOptions.DEFAULT.withRuns(3), SILENT).findings();
    assertThat(findings)
        .anySatisfy(
            f ->
                assertThat(f.sentence())
                    .contains("CONV_2D, whose kernels are int4, which the runtime unpacks"))
        .anySatisfy(f -> assertThat(f.sentence()).startsWith("Weights are int4 and int8, but"));
    assertThat(findings).extracting(f -> f.cause()).contains(Cause.FALLBACK);
    TfliteFile file = session.tfliteFile(int4);
    for (Target target : List.of(Target.MICROCONTROLLER, Target.EDGE_TPU)) {
      assertThat(Compatibility.of(int4.name(), file, target, "base").isWhole())
          .as("%s", target)
          .isFalse();
    }
  }

  @Test
  void oneLayerCanHaveIt() {
    Variant mixed =
        session.quantize(
            QuantizeRequest.of("int8")
                .from("base")
                .method(m -> m.withLayers(List.of(new LayerScheme("conv_8", "int4")))),
            SILENT);
    assertThat(TfliteFile.read(file(mixed)).main().tensors())
        .filteredOn(t -> t.type() == TensorType.INT4)
        .hasSize(1);
    assertThat(mixed.error().orElseThrow().outputs().get(0).sqnrDb()).isGreaterThan(12);
  }
}
