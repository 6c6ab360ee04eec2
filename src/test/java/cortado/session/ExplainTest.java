package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.explain.Account;
import cortado.explain.Cause;
import cortado.explain.Evidence;
import cortado.explain.Explanation;
import cortado.explain.Finding;
import cortado.explain.LayerTime;
import cortado.explain.OperatorCost;
import cortado.explain.OperatorTime;
import cortado.explain.Reference;
import cortado.explain.RoundedTimes;
import cortado.explain.Subject;
import cortado.graph.UNet;
import cortado.machine.Instruction;
import cortado.machine.Processor;
import cortado.ops.LinearOp;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.Step;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tflite.Calibrator;
import cortado.tflite.Kernels;
import cortado.tflite.TfliteWriter;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first sentence is the true cause, and has the number that was measured for it. */
class ExplainTest {
  private static final int SIZE = 64;
  private static final SessionListener SILENT = SessionListener.SILENT;
  private static final ExplainOptions FEW = ExplainOptions.DEFAULT.withRuns(5);
  private static final Processor WITHOUT_VNNI =
      new Processor(
          "old", List.of(Instruction.AVX2), List.of(Instruction.AVX512_VNNI, Instruction.AVX_VNNI));

  @TempDir Path dir;
  private Session session;

  @BeforeEach
  void open() {
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    session.create(UNet.of(SIZE, 1, List.of(8, 16)), "%model unet", 3, Optional.empty());
    session.data(TinyData.of(SIZE));
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Explanation explain(Variant v) {
    return session.explain(v, FEW, SILENT);
  }

  private Variant quantized(String scheme) {
    return session.quantize(QuantizeRequest.of(scheme).from("unet"), SILENT);
  }

  @Test
  void operatorsAreTimedAndHaveTheirLayersAndTheirWork() {
    Explanation e = explain(session.variant("unet"));
    assertThat(e.account().operators())
        .filteredOn(o -> o.cost().operator().equals("CONV_2D"))
        .allSatisfy(
            o -> {
              assertThat(o.milliseconds()).isPositive();
              assertThat(o.cost().multiplyAdds()).isPositive();
              assertThat(o.cost().layer()).matches("(conv|up)_\\d+|mask");
              assertThat(o.delegated()).isTrue();
              assertThat(o.kernels()).isNotEmpty();
            });
    double shares = e.account().operators().stream().mapToDouble(e.account()::share).sum();
    assertThat(shares).isBetween(0.999, 1.001);
    assertThat(e.account().measurement().environment().runtimeVersion()).contains("2.");
    assertThat(e.account().file().peakActivationBytes()).isGreaterThan(8L * SIZE * SIZE * 4);
    assertThat(e.reference()).isEmpty();
    assertThat(e.findings()).extracting(Finding::cause).contains(Cause.MEMORY);
  }

  @Test
  void aHalfQuantizedModelLosesTimeToConversions() {
    Explanation e = explain(session.load(halfQuantized(), Optional.empty()));
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.CONVERSIONS);
    long count = e.account().operators().stream().filter(OperatorTime::isConversion).count();
    assertThat(count).isGreaterThan(6);
    assertThat(first.sentence())
        .matches("[\\d.]+ % of the time \\(.*\\) goes to \\d+ conversions between int8 and .*")
        .contains("in float32 between layers of int8");
  }

  @Test
  void aModelWithSkippedLayersLosesTimeToConversions() {
    Variant half =
        session.quantize(
            QuantizeRequest.of("int8")
                .from("unet")
                .as("half")
                .method(m -> m.withSkip(List.of("conv_4", "conv_11", "conv_19"))),
            SILENT);
    Explanation e = explain(half);
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.CONVERSIONS);
    assertThat(first.sentence())
        .contains("conversions between int8 and float32", "in float32 between layers", "conv_4");
    assertThat(first.next()).contains("%quantize int8 --from unet");
    assertThat(e.account().count(OperatorTime::isConversion)).isGreaterThan(4);
  }

  @Test
  void valuesOfInt16AreComputedByTheRuntimesOwnKernels() {
    Explanation e = explain(quantized("int16x8"));
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.WITHOUT_XNNPACK);
    assertThat(first.sentence()).contains("XNNPACK has none for int16", "ms in them");
    assertThat(first.next()).contains("%quantize int8 --from unet");
    assertThat(e.findings())
        .extracting(Finding::cause)
        .doesNotContain(Cause.NO_INT8_DOT_PRODUCTS, Cause.NARROW_CONVOLUTIONS);
  }

  /** Every second convolution in float32. */
  private Path halfQuantized() {
    Program program = Rewrites.forInference(Lowering.lower(session.variant("unet").model()));
    AtomicInteger convolutions = new AtomicInteger();
    Scheme int8 = Scheme.of("int8");
    List<Step> exact =
        program.steps().stream()
            .filter(s -> s.op() instanceof LinearOp && convolutions.getAndIncrement() % 2 == 1)
            .toList();
    QuantizationPlan plan =
        QuantizationPlan.of(
            int8,
            s -> exact.contains(s) ? Scheme.of("float32") : int8,
            program,
            Calibrator.calibrate(program, TinyData.of(SIZE).train().inputs().tensors()));
    Path file = dir.resolve("half.tflite");
    TfliteWriter.write(program, plan, file);
    return file;
  }

  @Test
  void withoutXnnpackTheKernelsAreTheCause() {
    Variant int8 = quantized("int8");
    Explanation e = session.explain(int8, FEW.withKernels(Kernels.BUILT_IN), SILENT);
    assertThat(e.account().operators()).noneMatch(OperatorTime::delegated);
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.WITHOUT_XNNPACK);
    assertThat(first.sentence())
        .contains("the runtime's own kernels, because XNNPACK was turned off")
        .containsPattern("with XNNPACK [\\d.]+ ms");
    assertThat(first.next()).contains("%explain " + int8.name());
    assertThat(e.reference().get().role()).isEqualTo(Reference.Role.SAME_WITH_XNNPACK);
  }

  @Test
  void zerosDoNotSaveTime() {
    Variant sparse = session.prune(PruneRequest.of(0.8).from("unet").withEpochs(0), SILENT).get(0);
    Explanation e = explain(sparse);
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.ZEROS);
    assertThat(first.sentence())
        .startsWith("80 % of the numbers in the kernels are zero, but zeros do not save time here")
        .containsPattern("\\(unet, before it was pruned: [\\d.]+ ms\\)");
    assertThat(first.next().get()).startsWith("%prune 0.5 --granularity channel");
    assertThat(e.reference().get().role()).isEqualTo(Reference.Role.DENSE_ANCESTOR);
  }

  @Test
  void sharedValuesDoNotSaveBytes() {
    Variant shared = session.cluster(ClusterRequest.of(8).from("unet").withEpochs(0), SILENT);
    assertThat(explain(shared).findings())
        .filteredOn(f -> f.cause() == Cause.SHARED_VALUES)
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.sentence())
                    .startsWith("Kernels share at most 8 values each, but the file is no smaller")
                    .containsPattern(
                        "by itself: [\\d.]+ MB; compressed by gzip it has [\\d.]+ MB"));
    assertThat(explain(session.variant("unet")).findings())
        .noneMatch(f -> f.cause() == Cause.SHARED_VALUES);
  }

  @Test
  void halfPrecisionDoesNotSaveRam() {
    Finding first = explain(quantized("float16")).findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.UNPACKED_WEIGHTS);
    assertThat(first.sentence())
        .startsWith("RAM is not saved at run time, because XNNPACK unpacks the weights to float32");
    assertThat(first.next()).contains("%quantize int8 --from unet");
  }

  @Test
  void aCpuWithoutDotProductsGainsLittleByInt8() {
    Explanation here = explain(quantized("int8"));
    Explanation e = Explanation.of(here.evidence().on(WITHOUT_VNNI));
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.NO_INT8_DOT_PRODUCTS);
    assertThat(first.sentence())
        .matches(
            "This CPU has no VNNI, the instruction for dot products of int8(, so int8 gains little"
                + " over float32 in its multiply-adds:|; all the same) one inference takes"
                + " [\\d.]+ ms, in float32 \\(unet\\) [\\d.]+ ms, so int8 is"
                + " ([\\d.]+x (fast|slow)er|as fast)\\.");
    Explanation elsewhere = Explanation.of(here.evidence().on(Processor.unknown()));
    assertThat(elsewhere.findings())
        .extracting(Finding::cause)
        .doesNotContain(Cause.NO_INT8_DOT_PRODUCTS);
  }

  @Test
  void convolutionsAreNarrowForTheLanesOfTheProcessor() {
    Evidence here = explain(quantized("int8")).evidence();
    Processor wide = new Processor("wide", List.of(Instruction.AVX512), List.of());
    assertThat(Explanation.of(here.on(wide)).findings())
        .filteredOn(f -> f.cause() == Cause.NARROW_CONVOLUTIONS)
        .singleElement()
        .satisfies(f -> assertThat(f.sentence()).contains("to 8 channels or fewer"))
        .satisfies(f -> assertThat(f.next()).contains("%quantize int8 --fold-width --from unet"));
    assertThat(Explanation.of(here.on(WITHOUT_VNNI)).findings())
        .extracting(Finding::cause)
        .doesNotContain(Cause.NARROW_CONVOLUTIONS);
  }

  @Test
  void aSigmoidOfBytesAtTheEndNeverSaysOne() {
    Variant bytes =
        session.quantize(QuantizeRequest.of("int8").method(m -> m.withIo("int8")), SILENT);
    assertThat(explain(bytes).findings())
        .filteredOn(f -> f.cause() == Cause.LAST_CODE)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.sentence()).startsWith("The LOGISTIC at the end").contains("255/256");
              assertThat(f.next()).contains("%quantize int8 --from unet");
            });
    assertThat(explain(quantized("int8")).findings())
        .extracting(Finding::cause)
        .doesNotContain(Cause.LAST_CODE);
  }

  @Test
  void dynamicRangeQuantizesActivationsEachTime() {
    // Kernels of fewer than 1024 numbers stay in float32.
    session.create(UNet.of(32, 1, List.of(16, 32)), "%model unet", 3, Optional.of("wide"));
    session.data(TinyData.of(32));
    Explanation e = explain(session.quantize(QuantizeRequest.of("dynamic").from("wide"), SILENT));
    assertThat(e.findings().stream().map(Finding::cause)).contains(Cause.QUANTIZED_AS_IT_RUNS);
  }

  @Test
  void theSecondVariantIsWhatItIsComparedWith() {
    quantized("int8");
    Explanation e = session.explain(session.variant("unet"), FEW.against("unet-int8"), SILENT);
    assertThat(e.reference().get().role()).isEqualTo(Reference.Role.CHOSEN);
    assertThat(e.reference().get().account().name()).isEqualTo("unet-int8");
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.COMPARISON);
    assertThat(first.sentence())
        .matches(
            "unet(-int8)? (takes [\\d.]+ ms longer than unet(-int8)? \\([\\d.]+ ms against.*;"
                + " of that are [\\d.]+ % .*|and unet-int8 take the same time within 2 % .*)");
  }

  @Test
  void roundingInTensorFlowIsMoreWorkThanFloats() {
    Variant aware =
        session.quantize(
            QuantizeRequest.of("int8").from("unet").as("aware").aware(t -> t.withEpochs(1)),
            SILENT);
    Explanation e = session.explain(aware, FEW.inTensorFlow(), SILENT);
    Finding first = e.findings().get(0);
    assertThat(first.cause()).isEqualTo(Cause.FAKE_QUANTIZATION);
    assertThat(first.sentence())
        .matches(
            "In TensorFlow this variant is float32 with \\d+ operators that round beside the \\d+ of"
                + " the model: [\\d.]+ ms against [\\d.]+ ms, [\\d.]+x (slower|faster); as a TFLite file"
                + " its integers are real: [\\d.]+ ms against [\\d.]+ ms of float32 \\(unet\\)\\.");
    assertThat(first.next()).contains("%export aware aware.tflite");
    RoundedTimes times = e.evidence().rounded().orElseThrow();
    assertThat(times.rounding()).isGreaterThan(times.operators());
    assertThat(List.of(times.roundedMs(), times.floatMs())).allMatch(ms -> ms > 0);

    assertThatThrownBy(() -> session.explain(quantized("float16"), FEW.inTensorFlow(), SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("No layer of unet-float16 is int8")
        .hasMessageContaining("%quantize int8 --from unet");
    assertThatThrownBy(() -> session.explain(session.variant("unet"), FEW.inTensorFlow(), SILENT))
        .hasMessageContaining("%quantize int8 --from unet");
  }

  @Test
  void whatOneVariantTakesLongerIsSharedAmongItsLayers() {
    Account a = account("a", time("first", 1.0), time("second", 3.1), time("third", 0.4));
    Account b = account("b", time("first", 1.5), time("second", 0.9), time("fourth", 0.1));
    Evidence evidence =
        new Evidence(
            new Subject("a", 0, Optional.empty(), Optional.empty()),
            a,
            Optional.of(new Reference(b, Reference.Role.CHOSEN)),
            Processor.unknown(),
            1,
            Optional.empty(),
            Optional.empty());
    List<Finding> findings = Explanation.of(evidence).findings();
    assertThat(findings.get(0).sentence())
        .isEqualTo(
            "a takes 2.00 ms longer than b (4.50 ms against 2.50 ms, 1.80x slower); of that are"
                + " 110 % second (CONV_2D: 3.10 ms against 0.90 ms), 20 % third (CONV_2D: only"
                + " there, 0.40 ms).");
    assertThat(findings.get(0).next()).contains("%explain a");
    assertThat(findings.get(1).sentence())
        .isEqualTo(
            "a is the faster one by 0.60 ms in first (CONV_2D: 1.00 ms against 1.50 ms), fourth"
                + " (CONV_2D: only in the other, 0.10 ms).");
    assertThat(LayerTime.of(a, b))
        .extracting(LayerTime::layer)
        .containsExactly("first", "second", "third", "fourth");
  }

  @Test
  void itIsNotSaidThatInt8GainsLittleWhereItGainsMuch() {
    OperatorCost integer =
        new OperatorCost("CONV_2D", "conv", OperatorCost.Arithmetic.INTEGER, 9, 0, 0, false, 0);
    OperatorTime fast = new OperatorTime(0, integer, List.of("Convolution"), true, 2);
    Evidence evidence =
        new Evidence(
            new Subject("a-int8", 0, Optional.of("a"), Optional.empty()),
            account("a-int8", fast),
            Optional.of(new Reference(account("a", time("conv", 4)), Reference.Role.FLOAT_PARENT)),
            WITHOUT_VNNI,
            1,
            Optional.empty(),
            Optional.empty());

    assertThat(Explanation.of(evidence).findings())
        .filteredOn(f -> f.cause() == Cause.NO_INT8_DOT_PRODUCTS)
        .extracting(Finding::sentence)
        .containsExactly(
            "This CPU has no VNNI, the instruction for dot products of int8; all the same one"
                + " inference takes 2.00 ms, in float32 (a) 4.00 ms, so int8 is 2.00x faster.");
  }

  private static OperatorTime time(String layer, double ms) {
    OperatorCost cost =
        new OperatorCost("CONV_2D", layer, OperatorCost.Arithmetic.FLOAT, 0, 0, 0, false, 0);
    return new OperatorTime(0, cost, List.of("Convolution"), true, ms);
  }

  private Account account(String name, OperatorTime... operators) {
    Account real = explain(session.variant("unet")).account();
    return new Account(
        name, real.kernels(), real.measurement(), List.of(operators), real.file(), 0);
  }

  @Test
  void aDamagedFileIsAnErrorThatSaysWhereItEnded() throws Exception {
    Variant int8 = quantized("int8");
    Path file = dir.resolve("int8.tflite");
    session.export(int8, file);
    Variant foreign = session.load(file, Optional.of("foreign"));
    try (var stored = Files.walk(dir.resolve("ws"))) {
      for (Path p : stored.filter(f -> f.toString().endsWith(".tflite")).toList()) {
        byte[] bytes = Files.readAllBytes(p);
        java.util.Arrays.fill(bytes, bytes.length / 4, bytes.length, (byte) 0xff);
        Files.write(p, bytes);
      }
    }
    assertThatThrownBy(() -> explain(foreign)).isInstanceOf(UserError.class);
  }
}
