package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.TableRow;
import cortado.workspace.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that fail say what to do and leave the session as it was. */
class SessionErrorsTest {
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

  private Variant unet() {
    return session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 3, Optional.empty());
  }

  private void fails(ThrowingCallable call, String... says) {
    List<Variant> variants = session.variants();
    List<TableRow> rows = session.rows();
    var data = session.dataset();
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContainingAll(says);
    assertThat(session.variants()).isEqualTo(variants);
    assertThat(session.rows()).isEqualTo(rows);
    assertThat(session.dataset()).isEqualTo(data);
  }

  @Test
  void nothingIsDoneBeforeAModelIsLoaded() {
    fails(() -> session.prune(PruneRequest.of(0.8), SILENT), "%load FILE");
    fails(() -> session.quantize(QuantizeRequest.of("float16"), SILENT), "%load FILE");
    fails(() -> session.train(TrainRequest.of(1), SILENT), "%load FILE");
    fails(session::newest, "%load FILE");
    fails(() -> session.variant("unet"), "%load FILE");
  }

  @Test
  void aFileMustBeThereAndWhole() throws java.io.IOException {
    fails(() -> session.load(dir.resolve("no.h5"), Optional.empty()), "no.h5");
    Path truncated = dir.resolve("truncated.h5");
    Files.write(truncated, new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0});
    fails(() -> session.load(truncated, Optional.empty()), "truncated.h5");
  }

  @Test
  void namesAreKnownAndNewOnesFree() {
    unet();
    fails(() -> session.variant("resnet"), "resnet", "unet");
    fails(() -> session.prune(PruneRequest.of(0.5).from("resnet"), SILENT), "resnet", "unet");
    fails(() -> session.prune(PruneRequest.of(0.5).as("UNet"), SILENT), "UNet-2");
    fails(() -> session.prune(PruneRequest.of(0.5).as("../up"), SILENT), "letters");
    fails(() -> session.history(Optional.of("resnet")), "resnet");
  }

  @Test
  void twoModelsOfOneNameAreToldApart() {
    unet();
    assertThat(unet().name()).isEqualTo("unet-2");
    assertThat(session.newest().name()).isEqualTo("unet-2");
  }

  @Test
  void dataIsAskedFor() {
    unet();
    fails(() -> session.train(TrainRequest.of(1), SILENT), "%data");
    fails(() -> session.prune(PruneRequest.of(0.8).withEpochs(5), SILENT), "%data", "--epochs 0");
    fails(() -> session.quantize(QuantizeRequest.of("int8"), SILENT), "%data");
  }

  @Test
  void dataMustFit() {
    unet();
    session.data(TinyData.of(32));
    fails(() -> session.train(TrainRequest.of(1), SILENT), "(?, 16, 16, 1)", "(?, 32, 32, 1)");
    fails(() -> session.prune(PruneRequest.of(0.8), SILENT), "(?, 16, 16, 1)");
    fails(() -> session.quantize(QuantizeRequest.of("int8"), SILENT), "(?, 16, 16, 1)");
    Tensor wrong = Tensor.of(Shape.of(1, 1), 1);
    fails(() -> session.predict(session.newest(), wrong, RuntimeId.TFLITE), "(?, 16, 16, 1)");
  }

  @Test
  void valuesAreInTheirRanges() {
    unet();
    fails(() -> session.prune(PruneRequest.of(1.0), SILENT), "1.0", "[0, 1)");
    fails(() -> session.prune(PruneRequest.of(0.5).withEpochs(-1), SILENT), "-1");
    fails(
        () -> session.prune(PruneRequest.of(0.5).method(m -> m.withSchedule("cubic")), SILENT),
        "cubic");
    fails(
        () -> session.prune(PruneRequest.of(0.5).method(m -> m.withSkip(List.of("x*"))), SILENT),
        "x*");
    fails(() -> session.quantize(QuantizeRequest.of("int3"), SILENT), "int3", "int8");
    fails(() -> TrainRequest.of(1).withLearningRate(Double.NaN), "NaN");
    fails(() -> MeasureOptions.DEFAULT.withThreads(0), "--threads", "0");
  }

  @Test
  void aSweepHasNoSingleName() {
    unet();
    var sweep = PruneRequest.of(cortado.prune.Sparsity.parseSweep("0.1:0.3:0.1")).as("x");
    fails(() -> session.prune(sweep, SILENT), "--as x");
  }

  @Test
  void whatIsPrunedIsNotMadeDenser() {
    unet();
    session.prune(PruneRequest.of(0.8), SILENT);
    fails(() -> session.prune(PruneRequest.of(0.5), SILENT), "0.5", "0.80");
  }

  @Test
  void aQuantizedVariantStaysAsItIs() {
    unet();
    Variant half = session.quantize(QuantizeRequest.of("float16"), SILENT);
    assertThat(half.isQuantized()).isTrue();
    fails(() -> session.prune(PruneRequest.of(0.5), SILENT), "unet-float16", "--from unet");
    fails(() -> session.quantize(QuantizeRequest.of("float16"), SILENT), "--from unet");
    fails(() -> session.export(half, dir.resolve("half.h5")), ".tflite");
    var onTensorFlow = MeasureOptions.DEFAULT.on(RuntimeId.TENSORFLOW);
    fails(() -> session.measure(List.of(half), onTensorFlow, SILENT), "tflite");
    assertThat(dir.resolve("half.h5")).doesNotExist();
  }

  @Test
  void anUnknownEndingIsNotWritten() {
    Variant v = unet();
    fails(() -> session.export(v, dir.resolve("model.onnx")), "model.onnx", ".h5", ".tflite");
  }

  @Test
  void aCancelledTrainingLeavesNothing() {
    unet();
    session.data(TinyData.of(16));
    SessionListener impatient =
        (stage, fraction, detail) -> {
          throw new CancellationException("enough");
        };
    assertThatThrownBy(() -> session.train(TrainRequest.of(3), impatient))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> session.prune(PruneRequest.of(0.5).withEpochs(3), impatient))
        .isInstanceOf(CancellationException.class);
    assertThat(session.variants()).extracting(Variant::name).containsExactly("unet");
  }

  @Test
  void anInterruptionCancelsAndTheThreadWorksOn() {
    unet();
    session.data(TinyData.of(16));
    SessionListener interrupting = (stage, fraction, detail) -> Thread.currentThread().interrupt();
    assertThatThrownBy(() -> session.prune(PruneRequest.of(0.5).withEpochs(3), interrupting))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(session.variants()).hasSize(1);
    assertThat(session.prune(PruneRequest.of(0.5).withEpochs(0), SILENT)).hasSize(1);
  }
}
